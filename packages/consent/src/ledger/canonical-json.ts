/**
 * JSON in the canonical form of RFC 8785: keys in UTF-16 order at every depth, no white space, numbers and text as
 * ECMAScript writes them. Equal values give equal text, in any order of fields, also after a round trip
 * through jsonb. Undefined fields are left out, as JSON.stringify does.
 * Throws TypeError for what JSON cannot carry, such as lone surrogates (section 3.2.2.2).
 * https://www.rfc-editor.org/rfc/rfc8785
 */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value === "object" && value !== null) {
    const fields = Object.entries(value).filter(([, field]) => field !== undefined);
    fields.sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${fields.map(([name, field]) => `${plain(name)}:${canonicalJson(field)}`).join(",")}}`;
  }
  return plain(value);
}

function plain(value: unknown): string {
  if (typeof value === "string" ? isWellFormed(value) : typeof value === "boolean" || value === null)
    return JSON.stringify(value);
  if (typeof value !== "number" || !Number.isFinite(value)) throw new TypeError("JSON cannot carry this value.");
  return JSON.stringify(value);
}

// Not every browser that runs these rules has String.prototype.isWellFormed.
const isWellFormed = (text: string): boolean => !/\p{Surrogate}/u.test(text);
