import { canonicalJson } from "../ledger/canonical-json.ts";
import type { CollectionMethod, ReceiptKind } from "./receipt-record.ts";

/** How a person asked an administrator. A fixed list, so that nothing personal is written down. */
export const requestChannels = ["letter", "e-mail", "telephone", "in-person", "representative"] as const;
export type RequestChannel = (typeof requestChannels)[number];

export const actorKinds = ["person", "administrator", "system"] as const;

/** Who acted. Never by name or id: an administrator stays an administrator. */
export interface ReceiptActor {
  readonly kind: (typeof actorKinds)[number];
  /** How the person asked the administrator; null if the administrator acted on their own, or was not involved. */
  readonly channel: RequestChannel | null;
}

/**
 * What a receipt says beside its own fields, settled in the transaction that makes it, so that no later change of a
 * setting changes what its formats say. Its hash is in the ledger. Keys are ASCII, because the ledger digests them.
 */
export interface ReceiptSnapshot {
  /**
   * Of the snapshot and of the formats that are written from it; a new meaning of a field is a new number. 0: it was not
   * settled with the receipt, see laterSnapshot.
   */
  readonly format: 0 | 1;
  /** Origin of the installation, without a slash at the end. */
  readonly origin: string;
  /** Whose law applies, as the organisation entered it (ISO 3166-1, or EU); null if it did not. */
  readonly jurisdiction: string | null;
  readonly actor: ReceiptActor;
  /** Keys of those of its attributes that were sensitive, in order. */
  readonly sensitive: readonly string[];
  /** Ids (`version.attribute`) of its items that the person had agreed to before, in order. */
  readonly before: {
    /** Until this very decision. */
    readonly live: readonly string[];
    /** Until their time was over. */
    readonly expired: readonly string[];
  };
}

/** As canonical JSON, for hashing. */
export const canonicalSnapshot = (snapshot: ReceiptSnapshot): string => canonicalJson(snapshot);

/** What a format says that is written from a later snapshot; empty for any other. */
export const laterWords = ({ format }: ReceiptSnapshot): string =>
  format === 0 ? "Jurisdiction, address and sensitive details are those of the day of this file" : "";

/** What is known of the actor of a receipt from before there were snapshots. */
export const actorOf = (receipt: { kind: ReceiptKind; collectionMethod: CollectionMethod }): ReceiptActor => ({
  kind: receipt.collectionMethod === "on-request" ? "administrator" : "person",
  channel: null,
});

/**
 * The snapshot of a receipt from before there were snapshots: what is so today. Nothing tells whether it was so then,
 * and each format says so.
 */
export function laterSnapshot(
  receipt: Parameters<typeof actorOf>[0],
  today: Pick<ReceiptSnapshot, "origin" | "jurisdiction" | "sensitive">,
): ReceiptSnapshot {
  return { format: 0, ...today, actor: actorOf(receipt), before: { live: [], expired: [] } };
}
