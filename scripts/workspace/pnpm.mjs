import { spawn } from "node:child_process";
import { root } from "../paths.mjs";
import { npxCommand } from "./npm.mjs";

/** The one place that names pnpm's version. */
const pinned = "pnpm@12.21.0";

/**
 * How to call pnpm: through npx, which every npm brings along, so that nothing needs to be on the machine before.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function pnpmCommand(args) {
  return npxCommand([pinned, ...args]);
}

/** `node scripts/workspace.mjs ARGS`: runs pnpm with them, on this terminal. @param {readonly string[]} args */
export async function run(args) {
  const pnpm = pnpmCommand(args);
  const child = spawn(pnpm.command, pnpm.args, { cwd: root, stdio: "inherit" });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}
