/** @typedef {import("./table.mjs").Removal} Removal */
/** @typedef {ReturnType<typeof import("./table.mjs").rowsOf>[number]} Row */

/**
 * What a run of tests without a control says. What does not even load or build proves nothing about its control.
 * @param {import("./test-files.mjs").Ran} ran
 */
export function redWithout({ passed, failed, broken }) {
  if (failed > 0) return "red";
  if (broken) return "BROKEN";
  return passed > 0 ? "GREEN" : "NOTHING RAN";
}

/** One line of the table. @param {Removal} removal @param {string} result */
export const lineOf = ({ threat, file, test, journey }, result) =>
  `| ${threat} | ${file} | ${test}${journey === undefined ? "" : `: ${journey}`} | ${result} |`;

/** The rows of which a control is removed. @param {readonly Row[]} rows @param {readonly Removal[]} table */
export const rowsWith = (rows, table) =>
  rows.filter((row) => table.some(({ threat }) => row.threat.startsWith(threat)));
