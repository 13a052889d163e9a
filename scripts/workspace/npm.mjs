import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** @typedef {{ command: string, args: string[] }} Command */

/**
 * Runs npm's own file with node, without a shell: npm.cmd on Windows cannot be started without one.
 * @param {readonly string[]} args
 * @returns {Command}
 */
export function npmCommand(args) {
  const besideNode = join(dirname(realpathSync(process.execPath)), "..", "lib/node_modules/npm/bin/npm-cli.js");
  const besideNodeOnWindows = join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js");
  for (const npm of [process.env["npm_execpath"], besideNode, besideNodeOnWindows]) {
    const program = npm && join(dirname(npm), "npm-cli.js");
    if (program && existsSync(program)) return { command: process.execPath, args: [program, ...args] };
  }
  return { command: "npm", args: [...args] };
}
