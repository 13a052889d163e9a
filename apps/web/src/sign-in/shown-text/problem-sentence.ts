import { valueProblems } from "@assent/consent/attribute/attribute";
import type { ItemProblem } from "@assent/consent/evaluate/decision";
import type { getTranslations } from "next-intl/server";

type Texts = Awaited<ReturnType<typeof getTranslations<"consent.errors">>>;

const known = [
  "required-not-agreed",
  "needed-by-now",
  "needed-soon",
  "value-missing",
  "not-an-email",
  "not-a-phone",
  "not-a-date",
  "in-future",
  "not-a-url",
  "too-long",
] as const;

/** The problem that a query names; null for an unknown name. */
export const itemProblem = (code: string | undefined): ItemProblem["problem"] | null =>
  valueProblems.find((known) => known === code) ?? null;

/** The sentence beside a box that says what is wrong with it. */
export function problemSentence(
  t: Texts,
  problem: ItemProblem["problem"] | "needed-by-now" | "needed-soon",
  words: { readonly label: string; readonly language: string; readonly organisation: string },
): string {
  const code = known.find((one) => one === problem) ?? "other";
  return t(code, { label: inSentence(words.label, words.language), organisation: words.organisation });
}

/** A label within a sentence: "your email address". Languages that capitalise nouns keep it as it is. */
export const inSentence = (label: string, language: string): string =>
  language === "en" ? label.charAt(0).toLowerCase() + label.slice(1) : label;
