import type { PurposeText } from "./purpose.ts";

type Notes = Readonly<Record<string, Pick<PurposeText, "legalNote">>>;

export interface LegalNote {
  readonly text: string;
  /** BCP 47. */
  readonly language: string;
}

/**
 * The legal note that people read: in their own language, else in the original. A note that the original does not have
 * is not taken from another language. The exception is a version without a text in the original, which was written
 * before the organisation chose another language: there, any note is shown. Null if there is none.
 */
export function legalNoteIn(texts: Notes, read: string, original: string): LegalNote | null {
  const written = Object.hasOwn(texts, original) ? [read, original] : [read, ...Object.keys(texts)];
  for (const language of written) {
    const text = Object.hasOwn(texts, language) ? texts[language]?.legalNote : null;
    if (text) return { text, language };
  }
  return null;
}

/** The languages whose readers see the legal note of the original, because only the other words are translated. */
export function languagesWithoutNote(texts: Notes, original: string): string[] {
  if (!texts[original]?.legalNote) return [];
  return Object.keys(texts).filter((language) => !texts[language]?.legalNote);
}
