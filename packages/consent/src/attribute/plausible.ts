import type { Attribute, ReadValue } from "./attribute.ts";
import { readValue } from "./attribute.ts";

/**
 * Reads a value of one attribute, and refuses what cannot be so: no one is born in the future. `today`: yyyy-mm-dd, in
 * UTC. A year alone is compared with this year, and a birthday without its year (0000-12-31) is always possible.
 */
export function readPlausible({ key, type }: Pick<Attribute, "key" | "type">, raw: unknown, today: string): ReadValue {
  const read = readValue(type, raw);
  const isLater = read.ok && key === "birthdate" && read.value > today.slice(0, read.value.length);
  return isLater ? { ok: false, problem: "in-future" } : read;
}

/** The day of a moment, in UTC: yyyy-mm-dd. */
export const dayOf = (moment: Date): string => moment.toISOString().slice(0, 10);
