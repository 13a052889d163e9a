import type { AttributeType } from "../attribute/attribute.ts";
import type { SyncPolicy } from "../evaluate/consent-state.ts";

export const letterRules = ["lower", "upper"] as const;
export const listRules = ["first", "join"] as const;

/**
 * What an administrator says about one mapped claim. What is left out is the usual: letters stay as they were sent, a list
 * is refused unless the attribute is one, and later sign-ins follow the provider's own policy. There is no rule about
 * blanks around a value: they always go, so that what is compared is what is seen.
 */
export interface ClaimRules {
  letters?: (typeof letterRules)[number];
  /** "first": its first entry. "join": all of them, with commas between. */
  list?: (typeof listRules)[number];
  sync?: SyncPolicy;
}

/**
 * The rules that mean something for a type. Capitals in a date or a yes are none; a web address leads elsewhere in other
 * letters; a language has a writing of its own. Only of text is a joined list still one.
 */
export function rulesForType(type: AttributeType) {
  const letters: readonly (typeof letterRules)[number][] =
    type === "text" || type === "email" || type === "list" ? letterRules : [];
  const list: readonly (typeof listRules)[number][] = type === "text" ? listRules : ["first"];
  return { letters, list };
}

/** These rules without those that mean nothing for the type. */
export function fittingRules(type: AttributeType, { letters, list, sync }: ClaimRules): ClaimRules {
  const fitting = rulesForType(type);
  return {
    ...(letters && fitting.letters.includes(letters) ? { letters } : {}),
    ...(list && fitting.list.includes(list) ? { list } : {}),
    ...(sync ? { sync } : {}),
  };
}

/** A claim as its rules leave it, to be read by its type. What is no text and no list of texts is left as it is. */
export function applyRules(raw: unknown, type: AttributeType, rules: ClaimRules): unknown {
  const { letters, list } = fittingRules(type, rules);
  const taken = list && Array.isArray(raw) ? listTaken(raw, list) : raw;
  if (!letters) return taken;
  return Array.isArray(taken) ? taken.map((entry) => inLetters(entry, letters)) : inLetters(taken, letters);
}

/** Blank entries are none. One that is neither text nor a number makes the whole unusable: it is not known what it says. */
function listTaken(entries: readonly unknown[], rule: (typeof listRules)[number]): unknown {
  const said = entries.filter((entry) => entry !== null && !(typeof entry === "string" && entry.trim() === ""));
  if (rule === "first" || said.length < 2) return said[0] ?? "";
  return said.every((entry) => typeof entry === "string" || Number.isSafeInteger(entry)) ? said.join(", ") : entries;
}

/** The same letters on every machine: no language has a say in it, as it would with a Turkish dotless i. */
const inLetters = (value: unknown, rule: (typeof letterRules)[number]): unknown =>
  typeof value !== "string" ? value : rule === "lower" ? value.toLowerCase() : value.toUpperCase();
