/**
 * What a run of tests without a control says. A file that does not even load proves nothing about its control.
 * @param {import("./test-files.mjs").Ran} ran
 */
export function redWithout({ passed, failed, broken }) {
  if (failed > 0) return "red";
  if (broken) return "BROKEN";
  return passed > 0 ? "GREEN" : "NOTHING RAN";
}

/**
 * Journeys need a build for each removal, so they are not run here.
 * @param {ReturnType<typeof import("./table.mjs").rowsOf>[number]} row
 */
export const journeysOnly = ({ proofs }) => proofs.every((file) => file.startsWith("e2e/"));
