import { existsSync, realpathSync } from "node:fs";
import { dirname, join } from "node:path";

/** @typedef {{ command: string, args: string[] }} Command */

/** @param {readonly string[]} args @returns {Command} */
export const npmCommand = (args) => commandOf("npm", args);

/** @param {readonly string[]} args @returns {Command} */
export const npxCommand = (args) => commandOf("npx", ["-y", ...args]);

/**
 * npm's own file, run by node: no shell in between, and no npm.cmd on Windows, which cannot be started without one.
 * @param {"npm" | "npx"} name
 * @param {readonly string[]} args
 * @returns {Command}
 */
function commandOf(name, args) {
  const besideNode = join(dirname(realpathSync(process.execPath)), "..", "lib/node_modules/npm/bin/npm-cli.js");
  const besideNodeOnWindows = join(dirname(process.execPath), "node_modules/npm/bin/npm-cli.js");
  for (const npm of [process.env["npm_execpath"], besideNode, besideNodeOnWindows]) {
    const program = npm && join(dirname(npm), `${name}-cli.js`);
    if (program && existsSync(program)) return { command: process.execPath, args: [program, ...args] };
  }
  return { command: name, args: [...args] };
}
