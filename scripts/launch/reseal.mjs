import { runCommand } from "./command.mjs";

/** `npm run secrets:reseal` */
export const run = () => runCommand("reseal-secrets.ts", process.argv.slice(2));
