import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { checkRemovals } from "../check/removals.mjs";
import { beforeEnd, end, endWhenAsked, isEnding } from "../launch/lifetime.mjs";
import { testServer } from "../launch/postgres/throw-away.mjs";
import { root } from "../paths.mjs";
import { say, step } from "../progress.mjs";
import { install } from "../workspace/install.mjs";
import { journeysOnly, redWithout } from "./outcome.mjs";
import { removals, rowsOf } from "./table.mjs";
import { runTestFiles } from "./test-files.mjs";

/** @typedef {import("./table.mjs").Removal} Removal */

/**
 * `npm run test:removals`: removes the controls of SECURITY.md from the sources, one at a time, and expects that the
 * test that its row names fails. Puts each back, also after Ctrl-C. Arguments: words, for the rows that contain one.
 * @param {readonly string[]} words
 */
export async function run(words) {
  endWhenAsked();
  await install();
  const { ok, details } = await checkRemovals(root);
  if (!ok) return stop(details);
  const { url } = await step("PostgreSQL", testServer);
  const env = { ...process.env, TEST_DATABASE_URL: url };
  const chosen = removals.filter(({ threat }) => words.length === 0 || words.some((word) => threat.includes(word)));
  const before = await step("The tests, with every control", () =>
    runTestFiles(
      chosen.map(({ test }) => test),
      env,
    ),
  );
  if (before.failed > 0 || before.broken) return stop("These tests fail before anything is removed");
  /** @type {string[]} */
  const lines = [];
  for (const removal of chosen) {
    const ran = await without(removal, () => runTestFiles([removal.test], env));
    if (isEnding()) return;
    lines.push(lineOf(removal, redWithout(ran)));
    say(lines.at(-1) ?? "");
  }
  const green = lines.filter((line) => !line.endsWith("| red |"));
  const rows = rowsOf(await readFile(join(root, "SECURITY.md"), "utf8"));
  const covered = new Set(rows.filter(({ threat }) => chosen.some((one) => threat.startsWith(one.threat))));
  const byJourney = rows.filter(journeysOnly);
  const open = rows.filter((row) => !covered.has(row) && !journeysOnly(row));
  say(`\n| Row | Control in | Test | Result |\n|---|---|---|---|\n${lines.join("\n")}`);
  say(`\n${covered.size} of ${rows.length} rows. By journeys only: ${byJourney.length}`);
  for (const { threat, proofs } of byJourney) say(`- ${threat} (${proofs.join(", ")})`);
  if (words.length === 0) {
    say(`\nNot removed yet: ${open.length}`);
    for (const { threat } of open) say(`- ${threat}`);
  }
  say(green.length === 0 ? `\nAll ${lines.length} removals are noticed` : `\n${green.length} removals stay unnoticed`);
  await end(green.length === 0 ? 0 : 1);
}

/** @param {string} problem */
async function stop(problem) {
  say(problem);
  await end(1);
}

/** @param {Removal} removal @param {string} result */
const lineOf = ({ threat, file, test }, result) => `| ${threat} | ${file} | ${test} | ${result} |`;

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
