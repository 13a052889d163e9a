import type { ValueSource } from "../attribute/attribute.ts";
import type { LegalBasis, NoticeBasis } from "../purpose/purpose.ts";
import type { ShownText } from "./receipt.ts";
import type { ReceiptSnapshot } from "./snapshot.ts";

/** Receipts of what a person decided, or was told. Only these say what the account has decided so far. */
export const decisionKinds = ["consent", "notice", "withdrawal"] as const;
export type DecisionKind = (typeof decisionKinds)[number];

/**
 * `correction`: a value was corrected. `expiry`: its time was over. `purpose-end`: the organisation ended it.
 * `closing`: the account was closed.
 */
export const receiptKinds = [...decisionKinds, "correction", "expiry", "purpose-end", "closing"] as const;
export type ReceiptKind = (typeof receiptKinds)[number];

/** What a decision says about an item. */
export const decisionStates = ["granted", "denied", "not-sent"] as const;
export type DecisionState = (typeof decisionStates)[number];

/** `ended`: a grant ended without a decision about it. `corrected`: the value that it covers was corrected. */
export const recordStates = [...decisionStates, "ended", "corrected"] as const;
export type RecordState = (typeof recordStates)[number];

/** The state in words of a record: people did not grant what rests on another legal basis than consent, they were told. */
export const stateAsSaid = <State extends RecordState>(basis: LegalBasis, state: State): State | "told" =>
  basis !== "consent" && state === "granted" ? "told" : state;

/** How a decision came about. `web-form`: a form without preselected boxes. */
export const decisionMethods = ["web-form", "notice", "on-request"] as const;

/**
 * `automatic`: no person acted, its time was over. `organisation`: the organisation acted on its own. `restored`: it had
 * happened before, and was lost with a database that broke; the organisation repeated it in the backup.
 */
export const collectionMethods = [...decisionMethods, "automatic", "organisation", "restored"] as const;
export type CollectionMethod = (typeof collectionMethods)[number];

/** A stored receipt as the formats need it. It contains no value of an attribute, and neither do the formats. */
export interface ReceiptRecord {
  /** UUID. */
  readonly id: string;
  /** For example 7Q4K-2M9X. */
  readonly number: string;
  readonly pseudonym: string;
  readonly kind: ReceiptKind;
  readonly providerName: string | null;
  readonly language: string;
  readonly notice: ShownText;
  readonly noticeHash: string;
  readonly collectionMethod: CollectionMethod;
  readonly decidedAt: Date;
  readonly items: readonly RecordedItem[];
  /** All that the formats say and no other field contains. They read nothing else, so no later change reaches them. */
  readonly snapshot: ReceiptSnapshot;
}

export interface RecordedItem {
  readonly versionId: string;
  readonly attribute: string;
  readonly state: RecordState;
  readonly mandatory: boolean;
  readonly source: ValueSource | null;
  /** Set if it was told and not asked, beside others that were: see `PurposeAttribute`. */
  readonly basis?: NoticeBasis | null;
}

/** How it came about, in words that are the same in every language of the pages. */
export const collectionWords = {
  "web-form": "Web form, nothing chosen beforehand",
  notice: "Notice, without asking",
  "on-request": "On request, entered by the organisation",
  automatic: "Automatically, when its time was over",
  organisation: "By the organisation",
  restored: "Repeated by the organisation, after a backup was restored",
} as const satisfies Record<CollectionMethod, string>;

/** The legal basis of data that is kept without asking, in words that are the same in every language of the pages. */
export const basisWords = {
  contract: "contract, GDPR Article 6(1)(b)",
  "legal-obligation": "legal obligation, GDPR Article 6(1)(c)",
  "vital-interests": "vital interests, GDPR Article 6(1)(d)",
  "public-task": "public task, GDPR Article 6(1)(e)",
  "legitimate-interests": "legitimate interests, GDPR Article 6(1)(f)",
} as const satisfies Record<NoticeBasis, string>;
