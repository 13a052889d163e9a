import { runCommand } from "./command.mjs";

/** `npm run ledger:verify -- …`; the command itself runs elsewhere, so it is told from where files are named. */
export const run = () => runCommand("verify-ledger.ts", [process.cwd(), ...process.argv.slice(2)]);
