import { accounts } from "./accounts.mjs";
import { administration } from "./administration.mjs";
import { applications } from "./applications.mjs";
import { consentScreen } from "./consent-screen.mjs";
import { ofOpenIdProvider } from "./openid-provider.mjs";
import { onPages } from "./pages.mjs";
import { proof } from "./proof.mjs";
import { providers } from "./providers.mjs";
import { requests } from "./requests.mjs";
import { secrets } from "./secrets.mjs";
import { sessions } from "./sessions.mjs";
import { stored } from "./stored.mjs";
import { withoutAsking } from "./without-asking.mjs";

/**
 * One control of SECURITY.md and how it is removed. `threat`: how its row begins. `from` is in `file` once, and `to`
 * takes its place. `test`: a test that the row names, which must fail then. `journey`: if that is a file of journeys, a
 * part of the title of the one that must fail.
 * @typedef {{ threat: string, file: string, from: string, to: string, test: string, journey?: string }} Removal
 */

/**
 * By the sections of SECURITY.md, then what only journeys prove.
 * @type {readonly Removal[]}
 */
export const removals = [
  ...[...stored, ...withoutAsking, ...accounts, ...consentScreen, ...proof, ...sessions, ...providers],
  ...[...administration, ...secrets, ...applications, ...requests, ...onPages, ...ofOpenIdProvider],
];

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
