import { maxPathDepth, writeClaimPath } from "./claim-path.ts";
import { codePoints, hasInvisible } from "../text/plain-text.ts";

/** Paths that are kept of one answer, and the code points of a written one. The database holds no more and no longer ones. */
export const maxClaimPaths = 100;
export const maxClaimPathLength = 200;

const longestName = 100;
/** An object with more entries than this is a table of somebody's data, and its names are the keys of that. */
const mostEntries = 30;

type Path = readonly string[];

/**
 * Where something stands in these claims: paths as writeClaimPath writes them, outermost first, without any value. A list
 * is one claim, and its entries are none. A name is a word of the provider's and not about anybody; but some providers key
 * an object by what they know, like an address or an identifier. A name that looks like that is left out with all below
 * it: what is missing here can be typed, and what is kept by mistake cannot be taken back. `without`: names at the top that
 * are of no use to a mapping.
 */
export function claimNames(claims: object, without: ReadonlySet<string>): readonly string[] {
  const said = textsIn(claims);
  const found: string[] = [];
  const open: { readonly at: Path; readonly below: object }[] = [{ at: [], below: claims }];
  for (let next = open.shift(); next !== undefined && found.length < maxClaimPaths; next = open.shift()) {
    const entries = Object.entries(next.below);
    if (next.at.length > 0 && entries.length > mostEntries) continue;
    for (const [name, value] of entries) {
      const path = [...next.at, name];
      if ((path.length === 1 && without.has(name)) || said.has(folded(name)) || looksLikeData(name, path)) continue;
      if (isRecord(value)) open.push({ at: path, below: value });
      else found.push(writeClaimPath(path));
    }
  }
  return found.filter((path) => codePoints(path) <= maxClaimPathLength).slice(0, maxClaimPaths);
}

const folded = (text: string) => text.trim().toLowerCase();

const isRecord = (value: unknown): value is object =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Every text and number that is a value: a name that is one of them as well is data, whatever it looks like. */
function textsIn(value: unknown, found = new Set<string>()): ReadonlySet<string> {
  if (typeof value === "string" || typeof value === "number") found.add(folded(String(value)));
  else if (typeof value === "object" && value !== null) for (const one of Object.values(value)) textsIn(one, found);
  return found;
}

// Providers name their own claims by addresses and URNs: https://www.rfc-editor.org/rfc/rfc7519#section-4.2
const namespace = /^(?:https?:\/\/|urn:)[\p{L}\p{N}]/iu;
const word = /^[\p{L}_$][\p{L}\p{M}\p{N}_$.:/#~+*-]*$/u;
const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/i;
const longNumber = /\d{4}/;

/** At the top stands the provider's own vocabulary; further in also what is keyed by numbers of somebody or something. */
function looksLikeData(name: string, path: Path): boolean {
  if (path.length > maxPathDepth || codePoints(name) > longestName || hasInvisible(name)) return true;
  if (!word.test(name) || uuid.test(name)) return true;
  return path.length > 1 && longNumber.test(name) && !namespace.test(name);
}
