import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, root } from "../paths.mjs";
import { programOf } from "../workspace/programs.mjs";
import { judged } from "./suite.mjs";

/**
 * A slow machine is no failure. Test files change no module that another one reads, so a worker loads each once: that
 * halves the time.
 */
const limits = ["--testTimeout=60000", "--hookTimeout=60000", "--no-isolate"];

/**
 * Runs the tests of one package.
 * @param {string} path below the checkout, like "packages/consent"
 * @param {NodeJS.ProcessEnv} env
 * @param {number} workers how many files at a time
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function runVitest(path, env, workers) {
  const report = join(cacheDir, "test", `${path.replaceAll("/", "-")}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const ended = await runToEnd({
    command: process.execPath,
    args: [
      programOf("vitest", { in: join(root, path) }),
      "run",
      "--reporter=default",
      "--reporter=json",
      `--outputFile.json=${report}`,
      ...limits,
      `--maxWorkers=${workers}`,
    ],
    cwd: join(root, path),
    env: { ...env, NO_COLOR: "1" },
    logFile: join(cacheDir, "logs", `test-${path.replaceAll("/", "-")}.log`),
  });
  return judged({ name: path, ...(await readVitestReport(report)) }, ended);
}

/** @typedef {{ status: string, fullName: string, failureMessages: string[] }} Assertion */
/** @typedef {{ testResults: { name: string, status: string, message: string, assertionResults: Assertion[] }[] }} Report */

/** Counts what vitest wrote; a report that is not there counts nothing. @param {string} file */
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
