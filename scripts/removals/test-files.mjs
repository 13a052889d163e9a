import { rm } from "node:fs/promises";
import { join } from "node:path";
import { runToEnd } from "../launch/processes.mjs";
import { root } from "../paths.mjs";
import { readVitestReport } from "../test/vitest.mjs";

/** @typedef {{ passed: number, failed: number, broken: boolean }} Ran `broken`: a file could not be loaded */

const report = "test-results/removals.json";

/**
 * Runs test files, those of a package together.
 * @param {readonly string[]} files paths in the repository
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Ran>}
 */
export async function runTestFiles(files, env) {
  const sum = { passed: 0, failed: 0, broken: false };
  for (const [folder, own] of byPackage(files)) {
    const cwd = join(root, folder);
    await rm(join(cwd, report), { force: true });
    const vitest = join(cwd, "node_modules/vitest/vitest.mjs");
    const args = [vitest, "run", "--no-isolate", "--reporter=json", `--outputFile.json=${report}`, ...own];
    const { ok } = await runToEnd({ command: process.execPath, args, cwd, env, keep: 1 });
    const { passed, failures } = await readVitestReport(join(cwd, report));
    // The title of a file that could not be loaded is its path.
    const unloaded = failures.filter(({ title }) => own.some((file) => title === join(cwd, file))).length;
    sum.passed += passed;
    sum.failed += failures.length - unloaded;
    sum.broken ||= unloaded > 0 || (!ok && failures.length === 0);
  }
  return sum;
}

/** The commands in `scripts` are one package. @param {readonly string[]} files */
export function byPackage(files) {
  /** @type {Map<string, string[]>} */
  const found = new Map();
  for (const file of new Set(files)) {
    const folder = file.startsWith("scripts/") ? "scripts" : file.split("/").slice(0, 2).join("/");
    found.set(folder, [...(found.get(folder) ?? []), file.slice(folder.length + 1)]);
  }
  return found;
}
