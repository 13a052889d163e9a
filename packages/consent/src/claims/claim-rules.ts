import type { AttributeType } from "../attribute/attribute.ts";
import type { SyncPolicy } from "../evaluate/consent-state.ts";

export const letterRules = ["lower", "upper"] as const;
export const listRules = ["first", "join"] as const;
export const dateRules = ["day-first", "month-first", "drop-time"] as const;

/**
 * The rules that an administrator sets for one mapped claim. Without a rule, letters stay as they were sent, a list is
 * refused unless the attribute is one, and later sign-ins follow the provider's own policy. Blanks around a value are
 * removed without a rule, so that values are compared as people see them.
 */
export interface ClaimRules {
  letters?: (typeof letterRules)[number];
  /** "first": its first entry. "join": all entries, separated by commas. */
  list?: (typeof listRules)[number];
  /**
   * "day-first": 05/12/1988 is 5 December. "month-first": it is 12 May. "drop-time": a date with a time is the day that
   * is written there. Without a rule, all three are refused: only the organisation knows what its provider means.
   */
  dates?: (typeof dateRules)[number];
  sync?: SyncPolicy;
}

/**
 * The rules that make sense for a type. Dates and booleans have no upper case; a web address would lead elsewhere; a
 * language tag has a canonical form. A joined list makes sense as text only.
 */
export function rulesForType(type: AttributeType) {
  const letters: readonly (typeof letterRules)[number][] =
    type === "text" || type === "email" || type === "list" ? letterRules : [];
  const list: readonly (typeof listRules)[number][] = type === "text" ? listRules : ["first"];
  const dates: readonly (typeof dateRules)[number][] = type === "date" ? dateRules : [];
  return { letters, list, dates };
}

/** These rules without those that make no sense for the type. */
export function fittingRules(type: AttributeType, { letters, list, dates, sync }: ClaimRules): ClaimRules {
  const fitting = rulesForType(type);
  return {
    ...(letters && fitting.letters.includes(letters) ? { letters } : {}),
    ...(list && fitting.list.includes(list) ? { list } : {}),
    ...(dates && fitting.dates.includes(dates) ? { dates } : {}),
    ...(sync ? { sync } : {}),
  };
}

/**
 * Applies the rules to a claim, before it is read by its type. What is neither text nor a list of texts stays
 * unchanged.
 */
export function applyRules(raw: unknown, type: AttributeType, rules: ClaimRules): unknown {
  const { letters, list, dates } = fittingRules(type, rules);
  const taken = list && Array.isArray(raw) ? listTaken(raw, list) : raw;
  if (dates && typeof taken === "string") return asIsoDate(taken.trim(), dates);
  if (!letters) return taken;
  return Array.isArray(taken) ? taken.map((entry) => inLetters(entry, letters)) : inLetters(taken, letters);
}

/**
 * Blank entries are dropped. One that is neither text nor a number makes the whole list unusable: its meaning is not
 * known.
 */
function listTaken(entries: readonly unknown[], rule: (typeof listRules)[number]): unknown {
  const said = entries.filter((entry) => entry !== null && !(typeof entry === "string" && entry.trim() === ""));
  if (rule === "first" || said.length < 2) return said[0] ?? "";
  return said.every((entry) => typeof entry === "string" || Number.isSafeInteger(entry)) ? said.join(", ") : entries;
}

/** Without a locale, so that the result is the same on every machine, also for a Turkish dotless i. */
const inLetters = (value: unknown, rule: (typeof letterRules)[number]): unknown =>
  typeof value !== "string" ? value : rule === "lower" ? value.toLowerCase() : value.toUpperCase();

const withSeparators = /^(\d{1,2})([./-])(\d{1,2})\2(\d{4})$/;
const withTime = /^(\d{4}-\d{2}-\d{2})[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/i;

/** Whether the day exists is decided by the type. Anything else stays as it was sent. */
function asIsoDate(text: string, rule: (typeof dateRules)[number]): string {
  if (rule === "drop-time") return withTime.exec(text)?.[1] ?? text;
  const [, first = "", , second = "", year = ""] = withSeparators.exec(text) ?? [];
  if (year === "") return text;
  const [day, month] = rule === "day-first" ? [first, second] : [second, first];
  return `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
}
