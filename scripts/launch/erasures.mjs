import { runCommand } from "./command.mjs";

/** `npm run erasures -- …` */
export const run = () => runCommand("erasures.ts", process.argv.slice(2));
