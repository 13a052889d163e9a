import { runCommand } from "./command.mjs";

/** `npm run setup:link` */
export const run = () => runCommand("setup-link.ts", process.argv.slice(2));
