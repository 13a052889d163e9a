import { type PathProblem, readPathAt, writeClaimPath } from "./claim-path.ts";
import { mappedClaim } from "./formatted-address.ts";

/** A path to a claim: names from the outermost to the innermost. */
export type ClaimPath = readonly string[];

/** Claims that make one value together: usually one; several are joined with a space, like a given and a family name. */
export type ClaimSource = readonly ClaimPath[];

/** Limits of one attribute: sources that are tried in order, and claims of one source. The database has the same. */
export const maxSources = 5;
export const maxJoined = 5;

export type ReadSources =
  | { readonly ok: true; readonly sources: readonly ClaimSource[] }
  | { readonly ok: false; readonly problem: PathProblem | "too-many" };

/**
 * Reads where an attribute comes from, as people write it: `email, upn` is the claim `email`, or `upn` if nothing usable
 * is in it; `given_name + family_name` is both, with a space between them.
 */
export function readClaimSources(text: string): ReadSources {
  const sources: ClaimPath[][] = [];
  let rest = text.trim();
  let joins = false;
  for (;;) {
    const read = readPathAt(rest);
    // A comma or a plus that nothing follows.
    if (!read.ok) return { ok: false, problem: sources.length > 0 && rest === "" ? "malformed" : read.problem };
    if (joins) sources.at(-1)?.push(read.path);
    else sources.push([read.path]);
    rest = read.rest.trim();
    if (rest === "") break;
    const mark = rest.charAt(0);
    if (mark !== "," && mark !== "+") return { ok: false, problem: "malformed" };
    joins = mark === "+";
    rest = rest.slice(1).trim();
  }
  const isTooMany = sources.length > maxSources || sources.some((source) => source.length > maxJoined);
  return isTooMany ? { ok: false, problem: "too-many" } : { ok: true, sources };
}

/** Writes sources so that readClaimSources reads the same ones. */
export const writeClaimSources = (sources: readonly ClaimSource[]): string =>
  sources.map((source) => source.map(writeClaimPath).join(" + ")).join(", ");

/**
 * What the claims hold at this source; undefined if nothing was sent. Joined claims that were not sent, or are empty, are
 * left out. If one of them is neither text nor a number it stands for all, so that reading it says what is wrong.
 */
export function claimFrom(claims: unknown, source: ClaimSource): unknown {
  const sent = source.map((path) => mappedClaim(claims, path));
  if (sent.length < 2) return sent[0];
  const said = sent.filter(
    (one) => one !== undefined && one !== null && !(typeof one === "string" && one.trim() === ""),
  );
  if (said.length === 0) return sent.find((one) => one !== undefined);
  const odd = said.find((one) => typeof one !== "string" && !Number.isSafeInteger(one));
  return odd ?? said.map((one) => String(one).trim()).join(" ");
}
