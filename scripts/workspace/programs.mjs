import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { root } from "../paths.mjs";

/**
 * The file that node runs for a program of an installed package. Unlike node_modules/.bin it needs no shell, so there
 * is only one process to stop.
 * @param {string} packageName
 * @param {{ in?: string, program?: string }} [options] `in`: the workspace package that depends on it
 */
export function programOf(packageName, { in: directory = root, program } = {}) {
  const folder = [directory, root]
    .map((parent) => join(parent, "node_modules", packageName))
    .find((candidate) => existsSync(candidate));
  if (!folder) throw new ExpectedError(`${packageName} is not installed in ${directory}.`);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const path = typeof bin === "string" ? bin : (bin[program ?? packageName] ?? Object.values(bin)[0]);
  return join(folder, path ?? "");
}
