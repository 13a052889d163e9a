import { type PurposeTerms, widensTerms } from "./purpose-terms.ts";

/** How long an agreed value is kept: until the account is closed, until it is withdrawn, or for some days. */
export type Retention = { kind: "account-closed" } | { kind: "withdrawn" } | { kind: "days"; days: number };

/**
 * Legal bases on which data may be kept without asking. People are told which one applies. Consent is not among them,
 * because it is asked for. GDPR, Article 6(1)(b) to (f), https://eur-lex.europa.eu/eli/reg/2016/679/oj#art_6
 */
export const noticeBases = [
  "contract",
  "legal-obligation",
  "vital-interests",
  "public-task",
  "legitimate-interests",
] as const;
export type NoticeBasis = (typeof noticeBases)[number];

/** A legal basis: consent, or one of which people are told. */
export const legalBases = ["consent", ...noticeBases] as const;
export type LegalBasis = (typeof legalBases)[number];

/** "consent": people are asked. "notice": people who sign in through one provider are told, and not asked. */
export type PurposeBasis = { kind: "consent" } | { kind: "notice"; providerId: string; lawful: NoticeBasis };

export const consentBasis: PurposeBasis = { kind: "consent" };

export interface PurposeText {
  name: string;
  description: string;
  details: string | null;
  /** Null in a translation: people read the original's, see legal-note.ts. */
  legalNote: string | null;
  // Missing unless a machine decides: how it does, and what follows for people.
  logic?: string;
  consequences?: string;
}

/** One attribute of a purpose. `reasons`: why it is wanted, by language. */
export interface PurposeAttribute {
  key: string;
  mandatory: boolean;
  /**
   * Its legal basis if people are told of it and not asked, beside others that they are asked. Then it has a reason, and
   * is never mandatory. Missing: that of the purpose.
   */
  basis?: NoticeBasis;
  reasons: Readonly<Record<string, string>>;
}

/** An application that a purpose names. `name` and `clientId` are those of today. */
export interface RecipientApplication {
  id: string;
  clientId: string;
  name: string;
}

/** Who may get what is agreed to: the organisation itself, and applications that still exist. */
export interface Recipients {
  organisation: boolean;
  applications: readonly RecipientApplication[];
}

/** Only the organisation gets it. */
export const organisationOnly: Recipients = { organisation: true, applications: [] };

/**
 * What was or is shown to people. A version never changes once a person was shown it. Texts are by language (BCP 47).
 */
export interface PurposeVersion {
  purposeId: string;
  versionId: string;
  number: number;
  position: number;
  basis: PurposeBasis;
  retention: Retention;
  texts: Readonly<Record<string, PurposeText>>;
  attributes: readonly PurposeAttribute[];
  recipients: Recipients;
  /** Missing if it says nothing of this. */
  terms?: PurposeTerms;
  /**
   * Until then people with an account may put off the questions of this version; null: they are asked at their next
   * sign-in.
   */
  askFrom: Date | null;
}

/** A published version that asks something of people who decided before it. */
export interface AskingVersion {
  number: number;
  /** Whether it asks about everything, and not only about what is new. */
  asksAll: boolean;
  askFrom: Date | null;
  attributes: readonly Pick<PurposeAttribute, "key" | "mandatory" | "basis">[];
  recipients: Recipients;
  terms?: PurposeTerms | null;
}

/** What people agree to besides attributes: who gets them, and on which terms. */
type Agreed = { readonly recipients: Recipients; readonly terms?: PurposeTerms | null };

/** Whether people who agreed to `before` have not agreed to `after`: a recipient or a term is new. */
export const widens = (before: Agreed, after: Agreed): boolean =>
  addsRecipient(before.recipients, after.recipients) ||
  widensTerms(before.terms ?? undefined, after.terms ?? undefined);

/** Whether `after` names a recipient that `before` does not: people agreed to fewer recipients. */
function addsRecipient(before: Recipients, after: Recipients): boolean {
  const known = new Set(before.applications.map(({ id }) => id));
  return (after.organisation && !before.organisation) || after.applications.some(({ id }) => !known.has(id));
}

/**
 * Whether a change is material, even if its author denies it: an attribute, a recipient or a term is new (`widens`), an
 * attribute went from optional to mandatory, or has another legal basis. Other words, another order, fewer attributes and
 * fewer recipients are not; the author may still ask everyone again.
 */
export function isMaterialChange(
  before: PurposeVersion,
  after: Pick<PurposeVersion, "attributes" | "recipients" | "terms">,
): boolean {
  if (widens(before, after)) return true;
  const attributesBefore = new Map(before.attributes.map((attribute) => [attribute.key, attribute]));
  return after.attributes.some(({ key, mandatory, basis }) => {
    const was = attributesBefore.get(key);
    return was === undefined || (mandatory && !was.mandatory) || was.basis !== basis;
  });
}

/** The legal basis of what a version asks or tells about this attribute. */
export function legalBasisOf(
  { basis, attributes }: Pick<PurposeVersion, "basis" | "attributes">,
  key: string,
): LegalBasis {
  const own = attributes.find((attribute) => attribute.key === key)?.basis;
  return own ?? (basis.kind === "notice" ? basis.lawful : "consent");
}

/** Every legal basis that a version names, each once. A notice names its own, even if it lists nothing. */
export function legalBasesOf(version: Pick<PurposeVersion, "basis" | "attributes">): readonly LegalBasis[] {
  if (version.basis.kind === "notice") return [version.basis.lawful];
  return [...new Set(version.attributes.map(({ basis }) => basis ?? "consent"))];
}
