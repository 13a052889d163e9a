import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { removals, rowsOf } from "../removals/table.mjs";

/**
 * The controls that `npm run test:removals` removes are still there to be removed: each has a row in SECURITY.md that
 * names its test, its journey has a test of that title, and its text is in its file once.
 * @param {string} root of the repository
 * @param {readonly import("../removals/table.mjs").Removal[]} [table]
 * @returns {Promise<import("./verdict.mjs").Verdict>}
 */
export async function checkRemovals(root, table = removals) {
  const rows = rowsOf(await readFile(join(root, "SECURITY.md"), "utf8"));
  const problems = await Promise.all(table.map((removal) => problemOf(root, rows, removal)));
  const found = problems.filter((problem) => problem !== null);
  return { ok: found.length === 0, details: found.join("\n") };
}

/**
 * @param {string} root
 * @param {ReturnType<typeof rowsOf>} rows
 * @param {import("../removals/table.mjs").Removal} removal
 */
async function problemOf(root, rows, { threat, file, from, test, journey }) {
  const named = rows.filter((row) => row.threat.startsWith(threat));
  if (named.length !== 1) return `SECURITY.md has ${named.length} rows that begin with “${threat}”`;
  if (!named[0]?.proofs.includes(test)) return `SECURITY.md does not name ${test} for “${threat}”`;
  if (test.startsWith("e2e/") !== (journey !== undefined))
    return `Only journeys, and all of them, have a title: ${test}`;
  if (journey !== undefined && !(await hasJourney(join(root, test), journey))) return `${test} has no “${journey}”`;
  const text = await readFile(join(root, file), "utf8").catch(() => "");
  const times = text.split(from).length - 1;
  return times === 1 ? null : `${file} has ${times} times what removes “${threat}”: ${from}`;
}

/** @param {string} spec @param {string} journey */
async function hasJourney(spec, journey) {
  const text = await readFile(spec, "utf8").catch(() => "");
  return text.split("\n").some((line) => /\btest\(["'`]/.test(line) && line.includes(journey));
}
