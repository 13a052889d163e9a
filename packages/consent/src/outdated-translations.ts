import type { PurposeVersion } from "./purpose.ts";

type Written = Pick<PurposeVersion, "texts" | "attributes">;

/**
 * The languages whose words were written for another original than the one of today: since the version in which they were
 * last changed, the original was. `versions` are all of a purpose, newest first. What was changed in one and the same
 * version was written together.
 */
export function outdatedTranslations(versions: readonly Written[], original: string): string[] {
  const [newest] = versions;
  if (!newest) return [];
  return Object.keys(newest.texts).filter((language) => {
    if (language === original) return false;
    const words = wordsOf(newest, language);
    const other = versions.findIndex((version) => wordsOf(version, language) !== words);
    const written = versions.slice(0, other === -1 ? versions.length : other).at(-1) ?? newest;
    return wordsOf(written, original) !== wordsOf(newest, original);
  });
}

/** Everything of a version that has words in one language, to be compared. */
function wordsOf({ texts, attributes }: Written, language: string): string {
  const { name, description, details } = texts[language] ?? { name: "", description: "", details: null };
  const reasons = attributes.flatMap(({ key, reasons: why }) => (why[language] ? [[key, why[language]]] : []));
  return JSON.stringify([name, description, details, reasons.toSorted(([a = ""], [b = ""]) => (a < b ? -1 : 1))]);
}
