import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkRemovals } from "../check/removals.mjs";
import { beforeEnd, end, endWhenAsked, isEnding } from "../launch/lifetime.mjs";
import { testServer } from "../launch/postgres/throw-away.mjs";
import { root } from "../paths.mjs";
import { say, step } from "../progress.mjs";
import { findBrowser } from "../test/browser.mjs";
import { build } from "../workspace/build.mjs";
import { install } from "../workspace/install.mjs";
import { buildAndRunJourneys } from "./journeys.mjs";
import { lineOf, redWithout, rowsWith } from "./outcome.mjs";
import { removals, rowsOf } from "./table.mjs";
import { runTestFiles } from "./test-files.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * `npm run test:removals`: removes the controls of SECURITY.md from the sources, one at a time, and expects that the
 * test that its row names fails. Puts each back, also after Ctrl-C. Arguments: `--journeys`, for those that a journey
 * proves, with a build for each; words, for the rows that contain one.
 * @param {readonly string[]} args
 */
export async function run(args) {
  endWhenAsked();
  await install();
  const { ok, details } = await checkRemovals(root);
  if (!ok) return stop(details);
  const words = args.filter((arg) => arg !== "--journeys");
  const byJourney = words.length < args.length;
  const chosen = removals.filter(
    ({ threat, journey }) =>
      (journey !== undefined) === byJourney && (words.length === 0 || words.some((word) => threat.includes(word))),
  );
  const tests = byJourney ? await journeys() : await unitTests();
  const before = await step("The tests, with every control", () => tests(chosen));
  if (redWithout(before) !== "GREEN") return stop("These tests fail before anything is removed");
  /** @type {string[]} */
  const lines = [];
  for (const removal of chosen) {
    const ran = await without(removal, () => tests([removal]));
    if (isEnding()) return;
    lines.push(lineOf(removal, redWithout(ran)));
    say(lines.at(-1) ?? "");
  }
  if (byJourney) await build();
  const green = lines.filter((line) => !line.endsWith("| red |"));
  const rows = rowsOf(await readFile(join(root, "SECURITY.md"), "utf8"));
  say(`\n| Row | Control in | Test | Result |\n|---|---|---|---|\n${lines.join("\n")}`);
  say(`\n${rowsWith(rows, chosen).length} of ${rows.length} rows`);
  if (words.length === 0) {
    const known = new Set(rowsWith(rows, removals));
    const open = rows.filter((row) => !known.has(row));
    say(`\nNot removed yet, with --journeys or without: ${open.length}`);
    for (const { threat } of open) say(`- ${threat}`);
  }
  say(green.length === 0 ? `\nAll ${lines.length} removals are noticed` : `\n${green.length} removals stay unnoticed`);
  await end(green.length === 0 ? 0 : 1);
}

/** @typedef {(some: readonly Removal[]) => Promise<import("./test-files.mjs").Ran>} Tests Runs those of some removals. */

/** @returns {Promise<Tests>} */
async function unitTests() {
  const env = await withPostgres();
  return (some) =>
    runTestFiles(
      some.map(({ test }) => test),
      env,
    );
}

/** @returns {Promise<Tests>} */
async function journeys() {
  const env = { ...(await withPostgres()), CHROMIUM_PATH: await findBrowser() };
  await build();
  return (some) => buildAndRunJourneys(some, env);
}

async function withPostgres() {
  const { url } = await step("PostgreSQL", testServer);
  return { ...process.env, TEST_DATABASE_URL: url };
}

/** @param {string} problem */
async function stop(problem) {
  say(problem);
  await end(1);
}

/**
 * Does the work while the control is gone.
 * @template T
 * @param {Removal} removal
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
async function without({ file, from, to }, work) {
  const path = join(root, file);
  const text = await readFile(path, "utf8");
  const restore = () => writeFile(path, text);
  const forget = beforeEnd(restore);
  try {
    // A function, because `$` means something in a replacement.
    await writeFile(
      path,
      text.replace(from, () => to),
    );
    return await work();
  } finally {
    await restore();
    forget();
  }
}
