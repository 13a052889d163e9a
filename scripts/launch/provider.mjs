import { runCommand } from "./command.mjs";

/** `npm run provider:add -- …` */
export const run = () => runCommand("add-provider.ts", process.argv.slice(2));
