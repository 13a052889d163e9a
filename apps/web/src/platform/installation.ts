import "server-only";
import { getInstallation, type Installation } from "@assent/database/settings/installation";
import { cache } from "react";
import { type OfferedLanguages, offeredLanguagesOf } from "./i18n/languages";
import { database } from "./database";

/** The settings of this installation: one look-up a request, so that a change applies from the next request on. */
export const currentInstallation: () => Promise<Installation> = cache(() => getInstallation(database().orm));

/** The languages that people can choose from, and the one for a reader who asks for none of them. */
export async function offeredLanguages(): Promise<OfferedLanguages> {
  return offeredLanguagesOf(await currentInstallation());
}

/** The longest that a session can last, in seconds. The database decides when each one ends. */
export async function maxSessionSeconds(): Promise<number> {
  const { personHours, administratorHours } = await currentInstallation();
  return Math.max(personHours, administratorHours) * 60 * 60;
}
