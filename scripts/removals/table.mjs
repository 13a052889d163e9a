import { atEdges } from "./edges.mjs";
import { aboutPeople } from "./people.mjs";

/**
 * One control of SECURITY.md and how it is removed. `threat`: how its row begins. `from` is in `file` once, and `to`
 * takes its place. `test`: a test that the row names, which must fail then.
 * @typedef {{ threat: string, file: string, from: string, to: string, test: string }} Removal
 */

/** @type {readonly Removal[]} */
export const removals = [...aboutPeople, ...atEdges];

/**
 * The rows of SECURITY.md.
 * @param {string} text
 * @returns {{ threat: string, proofs: string[] }[]}
 */
export function rowsOf(text) {
  return text.split("\n").flatMap((line) => {
    const [threat = "", , proof = ""] = line.startsWith("| ") ? line.slice(2).split(" | ") : [];
    const proofs = [...proof.matchAll(/`([^`]+\.(?:test|spec)\.\w+)`/g)].map(([, file]) => file ?? "");
    return proofs.length > 0 ? [{ threat, proofs }] : [];
  });
}
