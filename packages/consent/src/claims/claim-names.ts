import { maxPathDepth, writeClaimPath } from "./claim-path.ts";
import { codePoints, hasInvisible } from "../text/plain-text.ts";

/**
 * How many paths of one answer are kept, and how many code points a written path has. The database has the same limits.
 */
export const maxClaimPaths = 100;
export const maxClaimPathLength = 200;

const maxNameLength = 100;
/**
 * An object with more entries than this is a table of personal data, and its member names are the keys of that table.
 */
const maxEntries = 30;

type Path = readonly string[];

/**
 * The paths of these claims as writeClaimPath writes them, outermost first, without any value. A list is one claim; its
 * entries have no paths. Member names are the provider's vocabulary and not about a person, but some providers use
 * personal data as a name, such as an address or an identifier. A name that looks like data is left out with everything
 * below it: an administrator can type a missing path, but a stored identifier cannot be taken back. `without`:
 * top-level names that no mapping can use.
 */
export function claimNames(claims: object, without: ReadonlySet<string>): readonly string[] {
  const said = textsIn(claims);
  const found: string[] = [];
  const open: { readonly at: Path; readonly below: object }[] = [{ at: [], below: claims }];
  for (let next = open.shift(); next !== undefined && found.length < maxClaimPaths; next = open.shift()) {
    const entries = Object.entries(next.below);
    if (next.at.length > 0 && entries.length > maxEntries) continue;
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

/** Every text and number among the values. A name that is also a value is data, even if it does not look like it. */
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

/** The top level has the provider's own vocabulary. Further in, names with long numbers are identifiers too. */
function looksLikeData(name: string, path: Path): boolean {
  if (path.length > maxPathDepth || codePoints(name) > maxNameLength || hasInvisible(name)) return true;
  if (!word.test(name) || uuid.test(name)) return true;
  return path.length > 1 && longNumber.test(name) && !namespace.test(name);
}
