import { runShown, sourceChecks, titleOf, typeChecks } from "../check/check.mjs";
import { end, endWhenAsked, isEnding } from "../launch/lifetime.mjs";
import { testServer } from "../launch/postgres/throw-away.mjs";
import { say, step } from "../progress.mjs";
import { build } from "../workspace/build.mjs";
import { install } from "../workspace/install.mjs";
import { findBrowser } from "./browser.mjs";
import { runPlaywright } from "./playwright.mjs";
import { countLine, crashed, describeFailures } from "./suite.mjs";
import { runUnits } from "./vitest.mjs";

/** @typedef {import("./suite.mjs").SuiteResult} SuiteResult */
/** @typedef {import("../workspace/turbo.mjs").TaskResult} TaskResult */

const kinds = ["check", "unit", "e2e"];
const everyJourney = "all";

/**
 * `npm test`, or one kind of it: `npm test -- unit`. It runs the core journeys; with `all`, or as
 * `npm run test:all`, all of them.
 * @param {readonly string[]} args
 */
export async function run(args) {
  endWhenAsked();
  const named = args.filter((arg) => arg !== everyJourney);
  if (named.some((arg) => !kinds.includes(arg))) {
    console.error(`assent: npm test takes these words, or none: ${[...kinds, everyJourney].join(", ")}`);
    await end(2);
  }
  const wants = (/** @type {string} */ kind) => named.length === 0 || named.includes(kind);
  const journeys = args.includes(everyJourney) ? "all" : "core";
  const results = await runKinds(wants, journeys).catch((error) => [crashed("npm test", error)]);
  if (isEnding()) return;
  for (const result of results) if (result.failures.length > 0) say(describeFailures(result));
  say("");
  for (const { name, passed, failures } of results) say(`${name}: ${passed} passed, ${failures.length} failed`);
  say(`\n${countLine(results)}`);
  await end(results.every(isGood) ? 0 : 1);
}

/**
 * For two cores: the build beside the checks, then two packages at a time, then the tests of processes and pages,
 * alone.
 * @param {(kind: string) => boolean} wants
 * @param {"core" | "all"} journeys which of them
 * @returns {Promise<SuiteResult[]>}
 */
async function runKinds(wants, journeys) {
  await install();
  const needsApp = wants("unit") || wants("e2e");
  const [postgres, browser, built, checks] = await Promise.all([
    needsApp ? attempt("PostgreSQL", testServer) : undefined,
    wants("e2e") ? attempt("browser", findBrowser) : undefined,
    needsApp ? attempt("build", build) : undefined,
    wants("check") ? runShown("Checking", sourceChecks) : undefined,
  ]);
  const results = [postgres, browser, built].flatMap((attempted) => attempted?.failure ?? []);
  const env = {
    ...process.env,
    TEST_DATABASE_URL: postgres?.value?.url,
    CHROMIUM_PATH: browser?.value,
  };
  if (checks) results.push(resultOfChecks([...checks, ...(await runShown("Checking types", typeChecks))]));
  if (wants("unit")) results.push(...(await runUnits(env)));
  if (wants("e2e")) {
    results.push(
      built?.failure || browser?.failure
        ? crashed("e2e", "not run: see above")
        : await suite("e2e", (progress) => runPlaywright(journeys, env, progress)),
    );
  }
  return results;
}

/**
 * @param {string} name
 * @param {(progress: (note: string) => void) => Promise<SuiteResult>} work
 */
const suite = (name, work) =>
  step(name, (progress) => work(progress).catch((error) => crashed(name, error)), { isGood });

/** @param {SuiteResult} result */
const isGood = (result) => result.failures.length === 0;

/** @param {readonly TaskResult[]} tasks @returns {SuiteResult} */
function resultOfChecks(tasks) {
  const failed = tasks.filter(({ ok }) => !ok);
  return {
    name: "check",
    passed: tasks.length - failed.length,
    failures: failed.map((task) => ({ title: titleOf(task), message: task.output })),
  };
}

/**
 * Prepares something that suites need. If that fails, it counts as one failure and the other suites still run.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @returns {Promise<{ value?: T, failure?: SuiteResult }>}
 */
async function attempt(name, work) {
  try {
    return { value: await work() };
  } catch (error) {
    return { failure: crashed(name, error) };
  }
}
