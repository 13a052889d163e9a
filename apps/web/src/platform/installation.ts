import "server-only";
import type { Installation } from "@assent/database/settings/installation";
import { type OfferedLanguages, offeredLanguagesOf } from "./i18n/languages";
import { administered } from "./administered";

/** The settings of this installation. A change applies from the next request on. */
export const currentInstallation = (): Promise<Installation> => administered.getInstallation();

/** The languages that people can choose from, and the one for a reader who asks for none of them. */
export async function offeredLanguages(): Promise<OfferedLanguages> {
  return offeredLanguagesOf(await currentInstallation());
}

/** The longest that a session can last, in seconds. The database decides when each one ends. */
export async function maxSessionSeconds(): Promise<number> {
  const { personHours, administratorHours } = await currentInstallation();
  return Math.max(personHours, administratorHours) * 60 * 60;
}
