import { codePoints, isBlank, isStorable, tidy } from "../text/plain-text.ts";
import { readBoolean, readDate, readEmail, readLocale, readPhone, readUrl } from "./value-checks.ts";

export const attributeTypes = ["text", "email", "phone", "url", "date", "boolean", "locale", "list"] as const;
export type AttributeType = (typeof attributeTypes)[number];

/**
 * Where a value comes from: a claim of the provider, the person's own entry, or the default that the organisation has
 * set for people about whom the provider says nothing.
 */
export const valueSources = ["provider", "self", "default"] as const;
export type ValueSource = (typeof valueSources)[number];

/**
 * One kind of personal data (a PII category). `selfAssertable`: the person may type it if the provider does not send
 * it.
 */
export interface Attribute {
  key: string;
  type: AttributeType;
  sensitive: boolean;
  selfAssertable: boolean;
  /** What kind of personal data it is: see personal-data.ts. Null or missing: not said. */
  category?: string | null;
}

/**
 * Every attribute that may be asked for, by key. An attribute that is not in it cannot be mapped, asked for or stored.
 */
export type Catalogue = ReadonlyMap<string, Attribute>;

export const valueProblems = [
  "empty",
  "too-long",
  "control-characters",
  "wrong-type",
  "not-an-email",
  "not-a-phone",
  "not-a-url",
  "not-a-date",
  "in-future",
  "not-a-boolean",
  "not-a-locale",
] as const;
export type ValueProblem = (typeof valueProblems)[number];

export type ReadValue = { ok: true; value: string } | { ok: false; problem: ValueProblem };

/** In code points. A long name has 200; text beyond this limit is a document and not a personal detail. */
export const maxValueLength = 1024;
/** A list may be longer: some people are in many groups. In entries, and in code points of one entry and of the whole. */
export const maxListEntries = 200;
export const maxEntryLength = 256;
export const maxListLength = maxListEntries * (maxEntryLength + 1) - 1;

const refuse = (problem: ValueProblem): ReadValue => ({ ok: false, problem });

/**
 * Turns a raw claim, or what a person typed, into the one canonical string that is shown and stored, byte for byte.
 * Reading the result again gives the same string. `null`, `undefined` and strings without a visible character are
 * "empty". Booleans become "true" or "false", lists have one item a line, locales follow BCP 47, dates lose midnight and
 * phone numbers their scheme. Email and URL stay as they were sent.
 */
export function readValue(type: AttributeType, raw: unknown): ReadValue {
  if (raw === null || raw === undefined) return refuse("empty");
  if (type === "boolean") {
    return readOne(type, typeof raw === "boolean" || raw === 0 || raw === 1 ? String(raw) : raw);
  }
  if (type === "list") return readList(raw);
  return readOne(type, raw);
}

/** Every type but text is one line: a formatted address has line feeds (OpenID Connect Core 1.0, section 5.1.1). */
function readOne(type: Exclude<AttributeType, "list">, raw: unknown): ReadValue {
  const text = type === "text" ? asText(raw) : raw;
  if (typeof text !== "string") return refuse("wrong-type");
  const read = readPlain(text, { lines: type === "text" });
  return read.ok ? check(type, read.value) : read;
}

function readPlain(raw: string, options: { lines: boolean; max?: number }): ReadValue {
  const value = tidy(raw);
  if (isBlank(value)) return refuse("empty");
  if (!isStorable(value, options)) return refuse("control-characters");
  if (codePoints(value) > (options.max ?? maxValueLength)) return refuse("too-long");
  return { ok: true, value };
}

function check(type: Exclude<AttributeType, "list">, value: string): ReadValue {
  const or = (read: string | null, problem: ValueProblem): ReadValue =>
    read === null ? refuse(problem) : { ok: true, value: read };
  switch (type) {
    case "text":
      return { ok: true, value };
    case "email":
      return or(readEmail(value), "not-an-email");
    case "phone":
      return or(readPhone(value), "not-a-phone");
    case "url":
      return or(readUrl(value), "not-a-url");
    case "date":
      return or(readDate(value), "not-a-date");
    case "boolean":
      return or(readBoolean(value), "not-a-boolean");
    case "locale":
      return or(readLocale(value), "not-a-locale");
  }
}

/**
 * Items are joined with "\n", so no item may contain one. A single string counts as its lines. Blank items are left
 * out.
 */
function readList(raw: unknown): ReadValue {
  const items: readonly unknown[] | null =
    typeof raw === "string" ? tidy(raw).split("\n") : Array.isArray(raw) ? raw : null;
  if (items === null) return refuse("wrong-type");
  const lines: string[] = [];
  for (const item of items) {
    const text = asText(item);
    if (text === null) return refuse("wrong-type");
    const read = readPlain(text, { lines: false, max: maxEntryLength });
    if (read.ok) lines.push(read.value);
    else if (read.problem !== "empty") return read;
  }
  const value = lines.join("\n");
  if (value === "") return refuse("empty");
  return lines.length > maxListEntries ? refuse("too-long") : { ok: true, value };
}

/**
 * Numbers become decimal strings. A number that JSON has already rounded, or that needs an exponent, is refused: the
 * string would say something that the provider did not send.
 */
function asText(raw: unknown): string | null {
  if (typeof raw === "string") return raw;
  if (typeof raw !== "number" || !Number.isFinite(raw)) return null;
  if (Number.isInteger(raw) && !Number.isSafeInteger(raw)) return null;
  const text = String(raw);
  return text.includes("e") ? null : text;
}
