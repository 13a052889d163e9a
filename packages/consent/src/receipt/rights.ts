import type { LegalBasis } from "../purpose/purpose.ts";

/** What a person may demand about their data: GDPR, Articles 7(3), 15 to 21 and 77, in the order they are shown in. */
export const rights = [
  "access",
  "rectification",
  "erasure",
  "portability",
  "restriction",
  "objection",
  "withdrawal",
  "complaint",
] as const;
export type Right = (typeof rights)[number];

/**
 * Whether a person may object to what rests on this basis: only to a task in the public interest and to legitimate
 * interests. GDPR, Article 21(1), https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_21
 */
export const mayObject = (basis: LegalBasis): boolean => basis === "public-task" || basis === "legitimate-interests";

/** The rights that a person has about data on these legal bases. Only consent can be withdrawn. */
export function rightsAbout(bases: readonly LegalBasis[]): Right[] {
  const depends: Partial<Record<Right, boolean>> = {
    objection: bases.some(mayObject),
    withdrawal: bases.includes("consent"),
  };
  return rights.filter((right) => depends[right] ?? true);
}
