export type AuditDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

export interface AuditChange {
  readonly name: string;
  /** Null if the event does not record it; "" if there was no value. */
  readonly before: string | null;
  readonly after: string;
}

/**
 * The details of an event as names and values, in the order in which they were written. `x` beside `xBefore` is a
 * change of x; the next version of a purpose comes after the one before it.
 */
export function changesOf(type: string, details: AuditDetails): AuditChange[] {
  const before = (name: string): string | null => {
    if (type === "purpose-changed" && name === "number") return numberBefore(details["number"]);
    return Object.hasOwn(details, `${name}Before`) ? text(details[`${name}Before`]) : null;
  };
  return Object.entries(details)
    .filter(([name]) => !isBefore(name, details))
    .map(([name, value]) => ({ name, before: before(name), after: text(named(name, value, details)) }))
    .filter(({ before: was, after }) => was !== null || after !== "");
}

/**
 * Removes fields with their own line from a list of changed fields. The others have a name but no value: a secret, a
 * key, a contact.
 */
const named = (name: string, value: AuditDetails[string], details: AuditDetails): AuditDetails[string] =>
  (name === "changed" || name === "fields") && Array.isArray(value)
    ? (value as readonly string[]).filter((one) => !Object.hasOwn(details, `${one}Before`))
    : value;

const isBefore = (name: string, details: AuditDetails) =>
  name.endsWith("Before") && Object.hasOwn(details, name.slice(0, -"Before".length));

const numberBefore = (number: unknown) => (typeof number === "number" && number > 1 ? String(number - 1) : null);

function text(value: AuditDetails[string] | undefined): string {
  if (value === null || value === undefined) return "";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
