import { readValue } from "../attribute/attribute.ts";
import { claimAt } from "../claims/claim-path.ts";

/** The person is at least so many years old. `asks`: if the provider does not say it, the person's own word counts. */
export interface MinimumAge {
  readonly kind: "age";
  readonly years: number;
  readonly asks: boolean;
}

/**
 * Whether the claim `birthdate` (OpenID Connect Core 1.0, section 5.1) says that the person is old enough on this day;
 * null if it does not say. A year alone says it once the person is so old for certain. Who was born on 29 February is a
 * year older on 1 March where there is no such day. `today`: yyyy-mm-dd, in UTC.
 */
export function isOldEnough(claims: unknown, years: number, today: string): boolean | null {
  const read = readValue("date", claimAt(claims, ["birthdate"]));
  if (!read.ok || read.value.startsWith("0000")) return null;
  const reached = String(Number(read.value.slice(0, 4)) + years).padStart(4, "0");
  return read.value.length === 4 ? today.slice(0, 4) > reached : today >= reached + read.value.slice(4);
}
