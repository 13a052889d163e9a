import { firstValue, isId } from "./request-input";

/** The fields of a filter as they are in an address: text, "" for any. */
export type Fields<Name extends string> = Readonly<Record<Name, string>>;

type Searched = Readonly<Record<string, string | string[] | undefined>>;

/** Reads these fields from an address, trimmed and cut to 100 characters. */
export function readFields<Name extends string>(search: Searched, names: readonly Name[]): Fields<Name> {
  const entries = names.map((name) => [name, (firstValue(search[name]) ?? "").trim().slice(0, 100)] as const);
  return Object.fromEntries(entries) as Record<Name, string>;
}

/** The address with these fields, in their order and without empty ones; "" if there are none. */
export function writeFields(fields: Readonly<Record<string, string | null>>): string {
  const set = Object.entries(fields).flatMap(([name, value]) => (value ? [[name, value]] : []));
  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}

/** Null: any value. Undefined: the field holds something invalid, so nothing matches. */
export type ReadFilter<Value> = Value | null | undefined;

export const readId = (text: string): ReadFilter<string> => (text === "" ? null : isId(text) ? text : undefined);

export const readOneOf =
  <Word extends string>(words: readonly Word[]) =>
  (text: string): ReadFilter<Word> =>
    text === "" ? null : words.find((word) => word === text);

/** The beginning of a day in UTC, like 2026-02-04, moved by `later` days. */
export function readDay(text: string, later = 0): ReadFilter<Date> {
  if (text === "") return null;
  if (!/^20\d\d-\d\d-\d\d$/.test(text)) return undefined;
  const day = new Date(`${text}T00:00:00Z`);
  if (Number.isNaN(day.getTime()) || !day.toISOString().startsWith(text)) return undefined;
  return new Date(day.getTime() + later * 24 * 60 * 60_000);
}
