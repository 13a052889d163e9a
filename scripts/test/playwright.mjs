import { mkdir, readFile, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, root } from "../paths.mjs";
import { programOf } from "../workspace/programs.mjs";
import { judged } from "./suite.mjs";

const e2eDir = join(root, "e2e");

const core = ["--config=core.config.ts"];

/**
 * Runs the journeys.
 * @param {"core" | "all"} journeys which of them
 * @param {NodeJS.ProcessEnv} env
 * @param {(note: string) => void} progress
 * @returns {Promise<import("./suite.mjs").SuiteResult>}
 */
export async function runPlaywright(journeys, env, progress) {
  let told = 0;
  const { ended, ...results } = await runJourneys(journeys === "core" ? core : [], env, {
    name: "e2e",
    onLine: (line) => {
      const [, done, all] = /^\[(\d+)\/(\d+)\]/.exec(line) ?? [];
      if (!done || Number(done) < told + 10) return;
      told = Number(done);
      progress(`${done} of ${all}`);
    },
  });
  return judged({ name: "e2e", ...results }, ended);
}

/**
 * Runs the journeys that these arguments of Playwright choose, and counts their results.
 * @param {readonly string[]} chosen
 * @param {NodeJS.ProcessEnv} env
 * @param {{ name: string, onLine?: (line: string) => void }} options `name`: of its report and its log
 */
export async function runJourneys(chosen, env, { name, onLine }) {
  const report = join(cacheDir, `test/${name}.json`);
  await mkdir(dirname(report), { recursive: true });
  await rm(report, { force: true });
  const ended = await runToEnd({
    command: process.execPath,
    args: [
      programOf("@playwright/test", { in: e2eDir, program: "playwright" }),
      ...["test", "--reporter=line,json", ...chosen],
    ],
    cwd: e2eDir,
    env: { ...env, NO_COLOR: "1", PLAYWRIGHT_JSON_OUTPUT_FILE: report },
    logFile: join(cacheDir, `logs/test-${name}.log`),
    ...(onLine ? { onLine } : {}),
  });
  return { ended, ...(await readPlaywrightReport(report)) };
}

/** The title of what fails outside of the journeys, like the start of the app. */
export const outside = "outside of the journeys";

/** @typedef {{ message?: string, stack?: string }} PlaywrightError */
/** @typedef {{ projectName: string, status: string, results: { errors: PlaywrightError[] }[] }} Run `status`: expected, unexpected, flaky, skipped */
/** @typedef {{ title: string, specs?: { title: string, file: string, tests: Run[] }[], suites?: Group[] }} Group */

/** Counts the results in Playwright's report; a missing report counts as none. @param {string} file */
export async function readPlaywrightReport(file) {
  /** @type {{ suites: Group[], errors: PlaywrightError[] }} */
  const { suites, errors } = JSON.parse(await readFile(file, "utf8").catch(() => '{"suites":[],"errors":[]}'));
  const specs = suites.flatMap(specsOf);
  const runs = specs.flatMap(({ title, file: path, tests }) =>
    tests.map((run) => ({ title: `${path}: ${title}`, run })),
  );
  const failed = runs.filter(({ run }) => run.status !== "expected");
  return {
    passed: runs.length - failed.length,
    failures: [
      ...failed.map(({ title, run }) => ({
        title: `${title} (${run.projectName})`,
        message: run.results.flatMap((result) => result.errors.map(text)).join("\n") || run.status,
      })),
      ...errors.map((error) => ({ title: outside, message: text(error) })),
    ],
  };
}

/** @param {Group} group @returns {NonNullable<Group["specs"]>} */
const specsOf = ({ specs = [], suites = [] }) => [...specs, ...suites.flatMap(specsOf)];

/** @param {PlaywrightError} error */
const text = ({ stack, message }) => stack ?? message ?? "";
