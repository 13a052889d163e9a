import "server-only";
import { languagesWithoutNote } from "@assent/consent/purpose/legal-note";
import { outdatedTranslations } from "@assent/consent/purpose/outdated-translations";
import type { PurposeText, PurposeVersion } from "@assent/consent/purpose/purpose";
import { versionsOf } from "@assent/database/purposes/purpose-history";
import { catalogue } from "@assent/database/attributes/attributes";
import { draftOf, getPurpose } from "@assent/database/purposes/purposes";
import { getLocale } from "next-intl/server";
import { findLanguage, type Language } from "@/platform/i18n/languages";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { currentOrganisation } from "@/platform/organisation";
import { isId } from "@/platform/request-input";

/** A language that people may read a purpose in. */
export interface PurposeLanguage extends Language {
  readonly kind: "original" | "translated" | "note-missing" | "missing";
}

/**
 * All languages that people can choose, and whether this version is written in each. The language of the original comes
 * first, even if people cannot choose it.
 */
export function purposeLanguages(
  { texts }: Pick<PurposeVersion, "texts">,
  { original, offered }: { readonly original: string; readonly offered: readonly Language[] },
): PurposeLanguage[] {
  const withoutNote = languagesWithoutNote(texts, original);
  const kindOf = (code: string) => {
    if (code === original) return "original";
    if (!Object.hasOwn(texts, code)) return "missing";
    return withoutNote.includes(code) ? "note-missing" : "translated";
  };
  const own = findLanguage(original);
  const others = offered.filter(({ code }) => code !== original);
  return [...(own ? [own] : []), ...others].map((language) => ({ ...language, kind: kindOf(language.code) }));
}

/** The languages whose translation is older than the original. For administrators only. */
export async function outdatedLanguages(purposeId: string, original: string): Promise<string[]> {
  const versions = await versionsOf(database().orm, purposeId);
  return outdatedTranslations(
    versions.map(({ version }) => version),
    original,
  );
}

export interface PurposeTranslation {
  readonly id: string;
  readonly name: string;
  readonly language: Language;
  readonly original: Language;
  /** The id of the newest version; saving requires the same one. */
  readonly versionId: string;
  readonly from: PurposeText;
  /** Null while there is none. */
  readonly to: PurposeText | null;
  /** The attributes that have a reason in the original, or in the translation. */
  readonly reasons: readonly {
    readonly key: string;
    readonly label: string;
    readonly from: string;
    readonly to: string;
  }[];
}

/** A purpose and its translation side by side; null if there is nothing to translate. */
export async function purposeTranslation(id: string, code: string): Promise<PurposeTranslation | null> {
  await requireAdministrator();
  const { orm } = database();
  const found = isId(id) ? await getPurpose(orm, id) : null;
  const [{ defaultLanguage }, language] = [await currentOrganisation(), findLanguage(code)];
  const original = findLanguage(defaultLanguage);
  if (!found || found.status === "archived" || !language || !original || language === original) return null;
  const version = (await draftOf(orm, id)) ?? found.version;
  const attributes = await catalogue(orm, await getLocale());
  const from = version.texts[original.code];
  if (!from) return null;
  const reasons = version.attributes
    .map(({ key, reasons: why }) => ({
      ...{ key, label: attributes.get(key)?.label ?? key },
      ...{ from: why[original.code] ?? "", to: why[language.code] ?? "" },
    }))
    .filter((reason) => reason.from !== "" || reason.to !== "");
  const { versionId, texts } = version;
  return { id, name: from.name, language, original, versionId, from, to: texts[language.code] ?? null, reasons };
}
