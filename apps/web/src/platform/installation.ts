import "server-only";
import { getInstallation, type Installation } from "@assent/database/settings/installation";
import { cache } from "react";
import { type OfferedLanguages, offeredLanguagesOf } from "./i18n/languages";
import { database } from "./database";

/** How this installation works: one look-up a request, so that what is saved holds from the next one on. */
export const currentInstallation: () => Promise<Installation> = cache(() => getInstallation(database().orm));

/** The languages that people are offered, and the one for whoever asks for none of them. */
export async function offeredLanguages(): Promise<OfferedLanguages> {
  return offeredLanguagesOf(await currentInstallation());
}

/** How long a session can last at the most, in seconds; the database says when each one is over. */
export async function longestSession(): Promise<number> {
  const { personHours, administratorHours } = await currentInstallation();
  return Math.max(personHours, administratorHours) * 60 * 60;
}
