import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../paths.mjs";
import { npxCommand } from "./npm.mjs";

/** Like "pnpm@12.21.0": the one place that names pnpm's version. @type {{ packageManager: string }} */
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

/**
 * How to call pnpm: through npx, which every npm brings along, so that nothing needs to be on the machine before.
 * @param {readonly string[]} args
 * @returns {{ command: string, args: string[] }}
 */
export function pnpmCommand(args) {
  return npxCommand([packageManager, ...args]);
}

/** `node scripts/workspace.mjs ARGS`: runs pnpm with them, on this terminal. @param {readonly string[]} args */
export async function run(args) {
  const pnpm = pnpmCommand(args);
  const child = spawn(pnpm.command, pnpm.args, { cwd: root, stdio: "inherit" });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}
