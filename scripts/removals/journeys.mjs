import { stripVTControlCharacters } from "node:util";
import { ExpectedError } from "../expected-error.mjs";
import { say } from "../progress.mjs";
import { outside, runJourneys } from "../test/playwright.mjs";
import { build } from "../workspace/build.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */
/** @typedef {import("../test/suite.mjs").Failure} Failure */

/**
 * Builds the app from the sources as they are, and runs the journeys of these removals on a desktop. A build without a
 * control is not kept.
 * @param {readonly Removal[]} some
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<import("./test-files.mjs").Ran>}
 */
export async function buildAndRunJourneys(some, env) {
  try {
    await build({ flags: ["--cache=local:r"] });
  } catch (error) {
    if (!(error instanceof ExpectedError)) throw error;
    say(error.message);
    return { passed: 0, failed: 0, broken: true };
  }
  const results = await runJourneys(chosenBy(some), env, { name: "removals" });
  // A journey can fail for another reason than the missing control.
  for (const failure of results.failures) say(`  ${beginningOf(failure)}`);
  return ranOf(results);
}

/** Arguments of Playwright for the journeys of these removals. @param {readonly Removal[]} some */
export function chosenBy(some) {
  const files = new Set(some.map(({ test }) => test.slice("e2e/".length)));
  const titles = new Set(some.map(({ journey = "" }) => journey.replaceAll(/[$()*+.?[\\\]^{|}]/g, "\\$&")));
  return [...files, "--project=desktop", "--grep", [...titles].join("|")];
}

/** @param {{ passed: number, failures: readonly Failure[] }} results @returns {import("./test-files.mjs").Ran} */
export function ranOf({ passed, failures }) {
  const failed = failures.filter(({ title }) => title !== outside).length;
  return { passed, failed, broken: failed < failures.length };
}

/** @param {Failure} failure */
const beginningOf = ({ title, message }) =>
  [title, ...stripVTControlCharacters(message).split("\n").filter(Boolean).slice(0, 3)]
    .map((line) => line.slice(0, 150))
    .join("\n    ");
