import { existsSync } from "node:fs";
import { runToEnd } from "../launch/processes.mjs";

/** @typedef {{ ok: boolean, details: string }} Verdict `details`: the problems if it is not ok */

/**
 * Runs one of node's programs in a directory; its exit code is the verdict.
 * @param {string} cwd
 * @param {string} program
 * @param {readonly string[]} args
 * @returns {Promise<Verdict>}
 */
export async function verdictOf(cwd, program, args) {
  if (!existsSync(program)) return { ok: false, details: `${program} is missing.` };
  const env = { ...process.env, NO_COLOR: "1", NEXT_TELEMETRY_DISABLED: "1" };
  const { ok, how, lines } = await runToEnd({
    command: process.execPath,
    args: [program, ...args],
    cwd,
    env,
    keep: 400,
  });
  return { ok, details: lines.join("\n").trim() || how };
}
