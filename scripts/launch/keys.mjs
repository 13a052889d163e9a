import { runCommand } from "./command.mjs";

/** `npm run keys:rotate` */
export const run = () => runCommand("rotate-keys.ts", process.argv.slice(2));
