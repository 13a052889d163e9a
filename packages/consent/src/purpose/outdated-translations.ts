import type { PurposeText, PurposeVersion } from "./purpose.ts";

type Written = Pick<PurposeVersion, "texts" | "attributes">;

/**
 * The languages whose words were written for an earlier text of the original: the original has changed since the
 * version in which they last changed. `versions` are all versions of a purpose, newest first. Changes in the same
 * version were written together. If the legal note is not translated, people read the original's, which is never
 * outdated.
 */
export function outdatedTranslations(versions: readonly Written[], original: string): string[] {
  const [newest] = versions;
  if (!newest) return [];
  return Object.keys(newest.texts).filter((language) => {
    if (language === original) return false;
    const words = wordsOf(newest, language);
    const other = versions.findIndex((version) => wordsOf(version, language) !== words);
    const written = versions.slice(0, other === -1 ? versions.length : other).at(-1) ?? newest;
    const noted = Boolean(newest.texts[language]?.legalNote);
    return wordsOf(written, original, noted) !== wordsOf(newest, original, noted);
  });
}

const nothing: PurposeText = { name: "", description: "", details: null, legalNote: null };

/** All words of a version in one language, with or without its legal note, in a form to compare. */
function wordsOf({ texts, attributes }: Written, language: string, noted = true): string {
  const { name, description, details, legalNote, logic, consequences } = texts[language] ?? nothing;
  const reasons = attributes.flatMap(({ key, reasons: why }) => (why[language] ? [[key, why[language]]] : []));
  const note = noted ? legalNote : null;
  const decides = [logic ?? null, consequences ?? null];
  return JSON.stringify([
    name,
    description,
    details,
    note,
    decides,
    reasons.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1)),
  ]);
}
