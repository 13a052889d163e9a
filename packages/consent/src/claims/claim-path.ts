/** How many names a path may have. The database has the same limit. */
export const maxPathDepth = 8;

export type PathProblem = "empty" | "too-deep" | "malformed";
export type ReadPath =
  { readonly ok: true; readonly path: readonly string[] } | { readonly ok: false; readonly problem: PathProblem };

// A name in quotation marks may contain anything; a quotation mark or a backslash in it has a backslash before it.
const quoted = /^"((?:[^"\\]|\\["\\])+)"/u;
// A comma and a plus separate paths (claim-sources.ts).
const plain = /^[^\s."\\,+]+/u;

/**
 * Reads a claim path as people write it: names with dots between them, `address.locality`. A name with a dot or a space
 * is in quotation marks, as the namespaced claims of some providers need: `"https://acme.example/team".name`.
 */
export function readClaimPath(text: string): ReadPath {
  const { rest, ...read } = readPathAt(text.trim());
  return read.ok && rest !== "" ? { ok: false, problem: "malformed" } : read;
}

/** The same for a text in which something else may follow: `rest` is what does. */
export function readPathAt(text: string): ReadPath & { readonly rest: string } {
  let rest = text;
  if (rest === "") return { ok: false, problem: "empty", rest };
  // PostgreSQL can store neither NUL nor half a character.
  if (/[\p{Cc}\p{Cs}]/u.test(rest)) return { ok: false, problem: "malformed", rest };
  const path: string[] = [];
  for (;;) {
    const inQuotes = quoted.exec(rest);
    const [whole] = inQuotes ?? plain.exec(rest) ?? [];
    if (whole === undefined) return { ok: false, problem: "malformed", rest };
    path.push(inQuotes?.[1]?.replace(/\\(["\\])/g, "$1") ?? whole);
    rest = rest.slice(whole.length);
    if (!rest.startsWith(".")) break;
    rest = rest.slice(1);
  }
  return path.length > maxPathDepth ? { ok: false, problem: "too-deep", rest } : { ok: true, path, rest };
}

/** Writes a path so that readClaimPath reads the same one. */
export function writeClaimPath(path: readonly string[]): string {
  return path.map((name) => (plain.exec(name)?.[0] === name ? name : `"${name.replace(/["\\]/g, "\\$&")}"`)).join(".");
}

/** The value at this path, or undefined. Reads own properties only. */
export function claimAt(claims: unknown, path: readonly string[]): unknown {
  if (path.length === 0) return undefined;
  let at = claims;
  for (const name of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, name)) return undefined;
    // The length of a list is an own property too, but no claim.
    if (Array.isArray(at) && !/^\d+$/.test(name)) return undefined;
    at = (at as Record<string, unknown>)[name];
  }
  return at;
}
