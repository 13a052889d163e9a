import { readFile } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { join, relative } from "node:path";
import { runShown } from "../check/check.mjs";
import { root } from "../paths.mjs";
import { judged } from "./suite.mjs";

const report = "test-results/vitest.json";

/**
 * A slow machine is not a failure. Test files change no module that another one reads, so a worker loads each once:
 * that halves the time.
 */
const limits = ["--testTimeout=60000", "--hookTimeout=60000", "--no-isolate"];
const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${report}`];

/**
 * Runs the tests of every package, those of the commands last and alone, because they start and stop programs.
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import("./suite.mjs").SuiteResult[]>}
 */
export async function runUnits(env) {
  const passed = ["--", ...reporters, ...limits, `--maxWorkers=${availableParallelism()}`];
  const packages = await runShown("Unit tests", ["test"], {
    env,
    flags: ["--filter=!@assent/scripts", ...passed],
  });
  const commands = await runShown("Tests of the commands", ["test"], {
    env,
    flags: ["--filter=@assent/scripts", ...passed],
  });
  const results = [...packages, ...commands].filter(({ name }) => name.endsWith("#test"));
  return Promise.all(results.map(resultOf));
}

/** @param {import("../workspace/turbo.mjs").TaskResult} task */
async function resultOf({ directory, ok, output }) {
  const result = { name: relative(root, directory), ...(await readVitestReport(join(directory, report))) };
  return judged(result, { ok, how: "a failure", lines: output.split("\n") });
}

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion */
/** @typedef {{ testResults: { name: string, status: string, message: string, assertionResults: Assertion[] }[] }} Report */

/** Counts the results in vitest's report; a missing report counts as none. @param {string} file */
export async function readVitestReport(file) {
  /** @type {Report} */
  const { testResults } = JSON.parse(await readFile(file, "utf8").catch(() => '{"testResults":[]}'));
  const tests = testResults.flatMap(({ assertionResults }) => assertionResults);
  const failedTests = tests.filter(({ status }) => status !== "passed");
  // A file that could not be loaded has no tests to fail.
  const failedFiles = testResults.filter(
    ({ status, assertionResults }) => status === "failed" && assertionResults.every((test) => test.status === "passed"),
  );
  return {
    passed: tests.length - failedTests.length,
    failures: [
      ...failedTests.map(({ fullName, status, failureMessages }) => ({
        title: fullName,
        message: failureMessages.join("\n") || status,
      })),
      ...failedFiles.map(({ name, message }) => ({ title: name, message })),
    ],
  };
}
