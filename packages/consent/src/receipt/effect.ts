import type { NoticeBasis } from "../purpose/purpose.ts";
import type { ShownItem, ShownPurpose } from "./receipt.ts";
import type { ReceiptRecord, RecordedItem } from "./receipt-record.ts";

/**
 * What a receipt does to one item. With consent: `given`, `renewed` (agreed to before), `refused`, `withdrawn` by the
 * person, `expired`, `revoked` by the organisation. On another legal basis: `told`, `stopped`. On either: `corrected`.
 */
export const effects = [
  ...(["given", "renewed", "refused", "withdrawn", "expired", "revoked"] as const),
  ...(["told", "stopped", "corrected"] as const),
] as const;
export type Effect = (typeof effects)[number];

/** The effect on an item of this purpose. Null if nothing was sent, so that there was nothing to decide. */
export function effectOf(receipt: ReceiptRecord, purpose: ShownPurpose, item: RecordedItem): Effect | null {
  const id = `${item.versionId}.${item.attribute}`;
  const { before, actor } = receipt.snapshot;
  const isTold = receipt.kind === "notice" || purpose.basis !== undefined || Boolean(item.basis);
  switch (item.state) {
    case "not-sent":
      return null;
    case "granted":
      if (isTold) return "told";
      return before.live.includes(id) || before.expired.includes(id) ? "renewed" : "given";
    case "denied":
      return receipt.kind === "withdrawal" || before.live.includes(id) ? "withdrawn" : "refused";
    case "corrected":
      return "corrected";
    case "ended":
      if (isTold) return "stopped";
      if (receipt.kind === "expiry") return "expired";
      return receipt.kind === "closing" && actor.kind === "person" ? "withdrawn" : "revoked";
  }
}

/** One purpose as it was shown, with those of its items that have one legal basis and on which the receipt has one effect. */
export interface AffectedPurpose {
  readonly purpose: ShownPurpose;
  /** The legal basis of these items alone; null if it is that of the purpose. */
  readonly basis: NoticeBasis | null;
  readonly items: readonly { readonly shown: ShownItem; readonly decided: RecordedItem }[];
}

/** The purposes with at least one item on which the receipt has this effect, in the order shown. */
export function affectedPurposes(receipt: ReceiptRecord, effect: Effect): AffectedPurpose[] {
  return receipt.notice.purposes.flatMap((purpose) => {
    const items = purpose.items.flatMap((shown) => {
      const decided = receipt.items.find(
        ({ versionId, attribute }) => versionId === purpose.versionId && attribute === shown.attribute,
      );
      return decided && effectOf(receipt, purpose, decided) === effect ? [{ shown, decided }] : [];
    });
    const bases = new Set(items.map(({ decided }) => decided.basis ?? null));
    return [...bases].map((basis) => ({
      purpose,
      basis,
      items: items.filter(({ decided }) => (decided.basis ?? null) === basis),
    }));
  });
}

/** All effects that the receipt has, with their purposes. */
export const affected = (receipt: ReceiptRecord): { effect: Effect; purposes: AffectedPurpose[] }[] =>
  effects.flatMap((effect) => {
    const purposes = affectedPurposes(receipt, effect);
    return purposes.length > 0 ? [{ effect, purposes }] : [];
  });
