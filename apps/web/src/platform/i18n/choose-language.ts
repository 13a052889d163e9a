import "server-only";
import { setLanguage } from "@assent/database/users/people";
import { cookies } from "next/headers";
import { languageCookie } from "./language-cookies";
import { cookieOptions } from "../session/cookies";
import type { SignedIn } from "../access";
import { database } from "../database";
import { offeredLanguages } from "../installation";

const year = 365 * 24 * 60 * 60;

/** Remembers the chosen language in this browser and, for a signed-in person, in the account. */
export async function chooseLanguage(user: SignedIn | null, language: string): Promise<void> {
  // The page may be older than the current list of languages.
  if (!(await offeredLanguages()).languages.some(({ code }) => code === language)) return;
  if (user) await setLanguage(database().orm, user.id, language);
  (await cookies()).set(languageCookie, language, { ...cookieOptions(), maxAge: year });
}
