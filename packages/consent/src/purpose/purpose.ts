/** How long an agreed value is kept: until the account is closed, until it is withdrawn, or for some days. */
export type Retention = { kind: "account-closed" } | { kind: "withdrawn" } | { kind: "days"; days: number };

/**
 * Grounds on which something may be kept without asking; people are told which one. Consent is not among them: it is asked
 * for. GDPR, Article 6(1)(b) to (f), https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_6
 */
export const noticeBases = [
  "contract",
  "legal-obligation",
  "vital-interests",
  "public-task",
  "legitimate-interests",
] as const;
export type NoticeBasis = (typeof noticeBases)[number];

/** "consent": asked of people. "notice": told to those who come through one provider, which asks nothing. */
export type PurposeBasis = { kind: "consent" } | { kind: "notice"; providerId: string; lawful: NoticeBasis };

export const consentBasis: PurposeBasis = { kind: "consent" };

export interface PurposeText {
  name: string;
  description: string;
  details: string | null;
  /** Where a translation has none, people read that of the original: see legal-note.ts. */
  legalNote: string | null;
}

/** One attribute of a purpose. `reasons`: why it is wanted, by language. */
export interface PurposeAttribute {
  key: string;
  mandatory: boolean;
  reasons: Readonly<Record<string, string>>;
}

/** What was or is shown to people. A version never changes once it was shown to anyone. Texts by language (BCP 47). */
export interface PurposeVersion {
  purposeId: string;
  versionId: string;
  number: number;
  position: number;
  basis: PurposeBasis;
  retention: Retention;
  texts: Readonly<Record<string, PurposeText>>;
  attributes: readonly PurposeAttribute[];
  /** Until then people who have an account may put off what this version asks them; null: asked at the next sign-in. */
  askFrom: Date | null;
}

/** A published version that asks something of those who decided before it. */
export interface AskingVersion {
  number: number;
  /** About all of it, and not only about what is new. */
  asksAll: boolean;
  askFrom: Date | null;
  attributes: readonly Pick<PurposeAttribute, "key" | "mandatory">[];
}

/**
 * Whether a change is material whatever its author says: an attribute is new, or went from optional to mandatory.
 * Wording, order, and an attribute that is no longer wanted are not; the author may still ask everybody again.
 */
export function isMaterialChange(before: PurposeVersion, after: Pick<PurposeVersion, "attributes">): boolean {
  const mandatoryBefore = new Map(before.attributes.map(({ key, mandatory }) => [key, mandatory]));
  return after.attributes.some(({ key, mandatory }) => {
    const was = mandatoryBefore.get(key);
    return was === undefined || (mandatory && !was);
  });
}
