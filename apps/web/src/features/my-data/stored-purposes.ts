import type { ValueSource } from "@assent/consent/attribute/attribute";
import { mayObject } from "@assent/consent/receipt/rights";
import type {
  LegalBasis,
  NoticeBasis,
  PurposeBasis,
  PurposeText,
  PurposeVersion,
  Recipients,
  Retention,
} from "@assent/consent/purpose/purpose";
import type { PurposeTerms } from "@assent/consent/purpose/purpose-terms";
import type { UserDetail } from "@assent/database/users/user-detail";

export interface MyStoredPurpose {
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** The language of its words, if it is not the first one asked for. */
  readonly language?: string;
  /** The version that the person last decided on, and when. */
  readonly version: number;
  readonly decidedAt: Date;
  readonly retention: Retention;
  /** Nothing is agreed to or withdrawn for a notice. */
  readonly basis: PurposeBasis;
  /** The newer version that others are asked, if only its wording differs. */
  readonly reworded: { readonly from: PurposeVersion; readonly to: PurposeVersion } | null;
  readonly recipients: Recipients;
  /** When the person objected to what is kept for it; null if they did not. */
  readonly objectedAt: Date | null;
  /** Missing if the version says nothing of this; with the words of the same language as the rest. */
  readonly terms?: PurposeTerms;
  readonly text?: PurposeText | undefined;
  readonly items: readonly StoredItem[];
}

export interface StoredItem {
  readonly attribute: string;
  readonly label: string;
  readonly mandatory: boolean;
  /** Its legal basis if it has one of its own, and the reason: the person was told, and cannot withdraw it. */
  readonly basis: NoticeBasis | null;
  readonly reason: string | null;
  /** Whether the account needs it, so that withdrawing it closes the account. */
  readonly needed: boolean;
  /** "waiting": agreed to, but the provider has not sent it since, or no longer sends it. */
  readonly state: "stored" | "waiting" | "denied" | "withdrawn" | "not-sent" | "unusable" | "ended";
  readonly decidedAt: Date;
  /** Set with `stored`. `providerName` is null for what the person entered or the organisation set. */
  readonly stored: StoredDetail | null;
  /** Whether the same attribute is stored for another purpose. */
  readonly usedElsewhere: boolean;
  /** Whether it can be agreed to: it is still asked, and not agreed to. */
  readonly canAgree: boolean;
}

interface StoredDetail {
  readonly value: string;
  readonly source: ValueSource;
  readonly providerName: string | null;
  /** Where the person corrects it at that provider; null if its address is not known. */
  readonly accountUrl: string | null;
  /** Whether the person may replace it: they entered it, or it is a default of an attribute that they may enter. */
  readonly canCorrect: boolean;
  readonly since: Date;
  readonly refreshedAt: Date | null;
  /** The date since which its provider no longer sends it. */
  readonly missingSince: Date | null;
  /** The date since which its provider sends something unusable in its place. */
  readonly unusableSince: Date | null;
  readonly expiresAt: Date | null;
}

interface StoredDecisions extends Pick<UserDetail, "decisions" | "values" | "versions"> {
  /** What is asked now. */
  readonly asked: readonly PurposeVersion[];
  /** When the person objected, by the id of the purpose. */
  readonly objections: ReadonlyMap<string, Date>;
  /** Whether people may enter an attribute themselves. */
  readonly mayEnter: (attribute: string) => boolean;
}

/** Decisions and values, purpose by purpose, in the words of the version that was decided on. */
export function storedPurposes(
  user: StoredDecisions,
  labelOf: (attribute: string) => string,
  languages: readonly string[],
): MyStoredPurpose[] {
  const held = new Map<string, MyStoredPurpose & { items: StoredItem[] }>();
  for (const decision of user.decisions) {
    const version = user.versions.find(({ versionId }) => versionId === decision.versionId);
    if (!version) continue;
    const language = languages.find((code) => Object.hasOwn(version.texts, code)) ?? Object.keys(version.texts)[0];
    const text = language === undefined ? undefined : version.texts[language];
    const purpose = held.get(decision.purposeId) ?? {
      id: decision.purposeId,
      name: text?.name ?? "",
      description: text?.description ?? "",
      ...(language === undefined || language === languages[0] ? {} : { language }),
      version: version.number,
      decidedAt: decision.decidedAt,
      retention: version.retention,
      basis: version.basis,
      recipients: version.recipients,
      objectedAt: user.objections.get(decision.purposeId) ?? null,
      ...(version.terms ? { terms: version.terms, text } : {}),
      reworded: rewording(version, user.asked),
      items: [],
    };
    held.set(decision.purposeId, purpose);
    const reasons = version.attributes.find(({ key }) => key === decision.attribute)?.reasons ?? {};
    const reason = (language === undefined ? null : reasons[language]) ?? Object.values(reasons)[0] ?? null;
    purpose.items.push(storedItem(user, decision, { label: labelOf(decision.attribute), reason }));
  }
  return [...held.values()];
}

/** Whether the person may object to what is kept for this purpose, and has not. */
export const canObjectTo = (purpose: MyStoredPurpose): boolean =>
  purpose.objectedAt === null && objectableItems(purpose).length > 0;

/** What is kept for this purpose on a legal basis that one can object to. */
export const objectableItems = (purpose: MyStoredPurpose): readonly StoredItem[] =>
  purpose.items.filter((item) => isKept(item) && mayObject(legalBasisOfItem(purpose, item)));

/** The legal basis on which a detail is kept for this purpose. */
export const legalBasisOfItem = ({ basis }: MyStoredPurpose, item: StoredItem): LegalBasis =>
  item.basis ?? (basis.kind === "notice" ? basis.lawful : "consent");

/** Whether a grant covers it: it is stored, or will be when the provider sends it. */
const isKept = ({ state }: StoredItem): boolean => state === "stored" || state === "waiting";

function rewording(from: PurposeVersion, asked: readonly PurposeVersion[]): MyStoredPurpose["reworded"] {
  // New wording of a notice is shown at the next sign-in.
  if (from.basis.kind === "notice") return null;
  const to = asked.find(({ purposeId }) => purposeId === from.purposeId);
  return to && to.number > from.number ? { from, to } : null;
}

function storedItem(
  user: StoredDecisions,
  decision: UserDetail["decisions"][number],
  words: { readonly label: string; readonly reason: string | null },
): StoredItem {
  const { attribute, mandatory, basis, needed, decidedAt, grant } = decision;
  const held = (grant && user.values.find((value) => value.attribute === attribute)) ?? null;
  const stored = held &&
    grant && {
      value: held.value,
      source: held.source,
      providerName: held.source === "provider" ? held.providerName : null,
      accountUrl: held.source === "provider" ? held.accountUrl : null,
      canCorrect: held.source === "self" || (held.source === "default" && user.mayEnter(attribute)),
      since: held.createdAt,
      refreshedAt: held.refreshedAt,
      missingSince: held.missingSince,
      unusableSince: held.unusableSince,
      expiresAt: grant.expiresAt,
    };
  const version = user.asked.find(({ purposeId }) => purposeId === decision.purposeId);
  const canAgree =
    !grant &&
    version?.basis.kind === "consent" &&
    version.attributes.some(({ key, basis: told }) => key === attribute && !told);
  const usedElsewhere = !stored && user.values.some((value) => value.attribute === attribute);
  const state = stateOf(decision, held !== null);
  return { attribute, ...words, mandatory, basis, needed, state, decidedAt, stored, usedElsewhere, canAgree };
}

function stateOf(
  { state, grant, receiptKind, unusable }: UserDetail["decisions"][number],
  isStored: boolean,
): StoredItem["state"] {
  if (isStored) return "stored";
  if (grant) return "waiting";
  if (state === "granted") return "ended";
  if (state === "not-sent" && unusable) return "unusable";
  return state === "denied" && receiptKind === "withdrawal" ? "withdrawn" : state;
}
