import "server-only";
import type { TranslationInput } from "@assent/consent/purpose/purpose-input";
import { draftTranslation } from "@assent/database/purposes/purpose-publishing";
import { findLanguage } from "@/platform/i18n/languages";
import type { SignedIn } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { ExpectedError } from "@/platform/result";

export interface TranslationToSave {
  readonly purposeId: string;
  readonly versionId: string;
  readonly language: string;
  /** Null removes the translation. */
  readonly words: TranslationInput | null;
}

/**
 * Saves a translation with the unpublished change of the purpose; `by` is an administrator. Errors: "conflict" if the
 * purpose was changed since it was opened, "not-found".
 */
export async function saveTranslation(by: SignedIn, { purposeId, versionId, language, words }: TranslationToSave) {
  if (!findLanguage(language) || language === (await currentOrganisation()).defaultLanguage)
    throw new ExpectedError("not-found");
  const saved = await draftTranslation(database().orm, purposeId, versionId, { language, words }, by.id);
  if (!saved.ok) throw new ExpectedError(saved.code);
}
