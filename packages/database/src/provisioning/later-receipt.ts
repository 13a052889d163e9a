import { randomUUID } from "node:crypto";
import type { ShownText } from "@assent/consent/receipt/receipt";
import type { CollectionMethod, ReceiptKind, RecordedItem } from "@assent/consent/receipt/receipt-record";
import type { ReceiptActor, ReceiptSnapshot } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { snapshotOf, noteMade } from "./deciding.ts";
import { receipt } from "../schema/receipt.ts";
import { receiptItem } from "../schema/receipt-item.ts";

/** The shown text and number of a receipt for a person with an account. */
export interface NewReceipt {
  /** The language of the shown text, BCP 47. */
  readonly language: string;
  readonly notice: ShownText;
  /** SHA-256 of the canonical shown text, in hexadecimal. */
  readonly noticeHash: string;
  /**
   * For example 7Q4K-2M9X. An existing one causes a DatabaseError "23505", receipt_number_unique; trying again is safe.
   */
  readonly receiptNumber: string;
}

interface LaterReceipt {
  readonly pseudonym: string;
  readonly kind: ReceiptKind;
  /** How it came about; "web-form" if missing. */
  readonly collectionMethod?: CollectionMethod;
  readonly actor: ReceiptActor;
  readonly shown: NewReceipt;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly items: readonly RecordedItem[];
  /** What the person had agreed to before; nothing if missing. */
  readonly before?: ReceiptSnapshot["before"];
}

/** A person who acts for themselves. */
export const thePerson: ReceiptActor = { kind: "person", channel: null };

/**
 * Stores a receipt after the first and returns its id. Call it within deciding(), with the person locked. Each receipt is
 * later than the one before, even if the clocks of two transactions differ, because the latest decision counts.
 */
export async function insertReceipt(
  tx: Executor,
  { pseudonym, kind, collectionMethod = "web-form", actor, shown, provider, items, before }: LaterReceipt,
): Promise<string> {
  const { language, notice, noticeHash, receiptNumber: number } = shown;
  const attributes = items.map(({ attribute }) => attribute);
  const frozen = await snapshotOf(tx, { actor, attributes, ...(before ? { before } : {}) });
  const row = {
    id: randomUUID(),
    ...{ number, pseudonym, kind, language, notice, noticeHash, collectionMethod },
    providerId: provider?.id ?? null,
    providerName: provider?.name ?? null,
    ...frozen,
  };
  const [made] = await tx
    .insert(receipt)
    .values({
      ...row,
      decidedAt: sql`greatest(now(),
        (select max(decided_at) + interval '1 millisecond' from receipt where pseudonym = ${pseudonym}::uuid))`,
    })
    .returning({ decidedAt: receipt.decidedAt });
  if (made === undefined) throw new Error("The receipt was not stored");
  if (items.length > 0) {
    await tx.insert(receiptItem).values(
      items.map(({ versionId, attribute, mandatory, state, source, basis = null }) => ({
        receiptId: row.id,
        purposeVersionId: versionId,
        attributeKey: attribute,
        ...{ mandatory, state, source, basis, ...made },
      })),
    );
  }
  noteMade(tx, { ...row, ...made, items });
  return row.id;
}
