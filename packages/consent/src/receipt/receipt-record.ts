import type { ValueSource } from "../attribute/attribute.ts";
import type { NoticeBasis } from "../purpose/purpose.ts";
import type { ShownText, ShownItem, ShownPurpose } from "./receipt.ts";

/** A stored receipt as the formats need it. It contains no value of an attribute, and neither do the formats. */
export interface ReceiptRecord {
  /** UUID. */
  readonly id: string;
  /** For example 7Q4K-2M9X. */
  readonly number: string;
  readonly pseudonym: string;
  readonly kind: "consent" | "notice" | "withdrawal";
  readonly providerName: string | null;
  readonly language: string;
  readonly notice: ShownText;
  readonly noticeHash: string;
  readonly collectionMethod: "web-form" | "notice" | "on-request";
  readonly decidedAt: Date;
  readonly items: readonly RecordedItem[];
}

export interface RecordedItem {
  readonly versionId: string;
  readonly attribute: string;
  readonly state: "granted" | "denied" | "not-sent";
  readonly mandatory: boolean;
  readonly source: ValueSource | null;
}

/** What the formats need that no receipt contains. */
export interface FormatContext {
  /** Origin of the installation, without a slash at the end. */
  readonly origin: string;
  /** Whose law applies, as the organisation entered it (ISO 3166-1, or EU); null if it did not. */
  readonly jurisdiction: string | null;
  /** Keys of the sensitive attributes. */
  readonly sensitive: ReadonlySet<string>;
}

/** One purpose as it was shown, with those of its items that were decided in one way. */
export interface DecidedPurpose {
  readonly purpose: ShownPurpose;
  readonly items: readonly { readonly shown: ShownItem; readonly decided: RecordedItem }[];
}

/** The purposes with at least one item in this state, in the order shown. */
export function decidedPurposes(receipt: ReceiptRecord, state: RecordedItem["state"]): DecidedPurpose[] {
  return receipt.notice.purposes.flatMap((purpose) => {
    const items = purpose.items.flatMap((shown) => {
      const decided = receipt.items.find(
        ({ versionId, attribute }) => versionId === purpose.versionId && attribute === shown.attribute,
      );
      return decided?.state === state ? [{ shown, decided }] : [];
    });
    return items.length > 0 ? [{ purpose, items }] : [];
  });
}

/** How the decision was made, in words that are the same in every language of the pages. */
export const collectionWords = {
  "web-form": "Web form, nothing chosen beforehand",
  notice: "Notice, without asking",
  "on-request": "On request, entered by the organisation",
} as const satisfies Record<ReceiptRecord["collectionMethod"], string>;

/** The legal basis of data that is kept without asking, in words that are the same in every language of the pages. */
export const basisWords = {
  contract: "contract, GDPR Article 6(1)(b)",
  "legal-obligation": "legal obligation, GDPR Article 6(1)(c)",
  "vital-interests": "vital interests, GDPR Article 6(1)(d)",
  "public-task": "public task, GDPR Article 6(1)(e)",
  "legitimate-interests": "legitimate interests, GDPR Article 6(1)(f)",
} as const satisfies Record<NoticeBasis, string>;
