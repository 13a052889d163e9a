import { codePoints, isBlank, isStorable, tidy } from "../text/plain-text.ts";
import { readBoolean, readDate, readEmail, readLocale, readPhone, readUrl } from "./value-checks.ts";

export const attributeTypes = ["text", "email", "phone", "url", "date", "boolean", "locale", "list"] as const;
export type AttributeType = (typeof attributeTypes)[number];

/**
 * Where a value comes from: a claim of the provider, the person's own entry, or what the organisation has set for those of
 * whom the provider says nothing.
 */
export const valueSources = ["provider", "self", "default"] as const;
export type ValueSource = (typeof valueSources)[number];

/** One kind of personal data (PII category). `selfAssertable`: the person may type it when the provider is silent. */
export interface Attribute {
  key: string;
  type: AttributeType;
  sensitive: boolean;
  selfAssertable: boolean;
}

/** Every attribute that may be asked for, by key. What is not in it can be neither mapped, nor asked, nor stored. */
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
  "not-a-boolean",
  "not-a-locale",
] as const;
export type ValueProblem = (typeof valueProblems)[number];

export type ReadValue = { ok: true; value: string } | { ok: false; problem: ValueProblem };

/** In code points. A long name has 200; what is longer than this is no personal detail but a document. */
export const maxValueLength = 1024;

const refuse = (problem: ValueProblem): ReadValue => ({ ok: false, problem });

/**
 * Turns a raw claim, or what a person typed, into the one canonical string that is shown and stored, byte for byte.
 * Reading a value again gives the same value. `null` and `undefined` are "empty", as are strings with nothing to see.
 * Booleans become "true" or "false", lists one item a line, locales BCP 47. E-mail, phone, URL and date stay as sent.
 */
export function readValue(type: AttributeType, raw: unknown): ReadValue {
  if (raw === null || raw === undefined) return refuse("empty");
  if (type === "boolean") return typeof raw === "boolean" ? { ok: true, value: String(raw) } : readOne(type, raw);
  if (type === "list") return readList(raw);
  return readOne(type, raw);
}

/** One line for every type but text: a formatted address has line feeds (OpenID Connect Core 1.0, section 5.1.1). */
function readOne(type: Exclude<AttributeType, "list">, raw: unknown): ReadValue {
  const text = type === "text" ? asText(raw) : raw;
  if (typeof text !== "string") return refuse("wrong-type");
  const read = readPlain(text, { lines: type === "text" });
  return read.ok ? check(type, read.value) : read;
}

function readPlain(raw: string, options: { lines: boolean }): ReadValue {
  const value = tidy(raw);
  if (isBlank(value)) return refuse("empty");
  if (!isStorable(value, options)) return refuse("control-characters");
  if (codePoints(value) > maxValueLength) return refuse("too-long");
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

/** Items are joined with "\n", so an item may hold none. A lone string counts as its lines; blank items are left out. */
function readList(raw: unknown): ReadValue {
  const items: readonly unknown[] | null =
    typeof raw === "string" ? tidy(raw).split("\n") : Array.isArray(raw) ? raw : null;
  if (items === null) return refuse("wrong-type");
  const lines: string[] = [];
  for (const item of items) {
    const text = asText(item);
    if (text === null) return refuse("wrong-type");
    const read = readPlain(text, { lines: false });
    if (read.ok) lines.push(read.value);
    else if (read.problem !== "empty") return read;
  }
  const value = lines.join("\n");
  if (value === "") return refuse("empty");
  return codePoints(value) > maxValueLength ? refuse("too-long") : { ok: true, value };
}

/**
 * Numbers become decimal strings. Those that JSON has already rounded, or that would need an exponent, are refused:
 * they would be stored as something the provider never said.
 */
function asText(raw: unknown): string | null {
  if (typeof raw === "string") return raw;
  if (typeof raw !== "number" || !Number.isFinite(raw)) return null;
  if (Number.isInteger(raw) && !Number.isSafeInteger(raw)) return null;
  const text = String(raw);
  return text.includes("e") ? null : text;
}
