import { randomUUID } from "node:crypto";
import type { ShownText } from "@assent/consent/receipt/receipt";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import type { RecordedDecision } from "./provision.ts";
import { type collectionMethods, receipt, type ReceiptKind } from "../schema/receipt.ts";
import { receiptItem } from "../schema/receipt-item.ts";

/** What was shown to somebody who has an account, and what its receipt is called. */
export interface NewReceipt {
  /** In which the notice was shown, BCP 47. */
  readonly language: string;
  readonly notice: ShownText;
  /** SHA-256 of the canonical notice, in hexadecimal. */
  readonly noticeHash: string;
  /** Like 7Q4K-2M9X. One that exists already is a DatabaseError "23505", receipt_number_unique; trying again is safe. */
  readonly receiptNumber: string;
}

interface LaterReceipt {
  readonly pseudonym: string;
  readonly kind: ReceiptKind;
  /** How the answer came: "web-form" when left out. */
  readonly collectionMethod?: (typeof collectionMethods)[number];
  readonly shown: NewReceipt;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly decisions: readonly RecordedDecision[];
}

/**
 * The receipt of a decision after the first. Within a transaction that has locked the person: each receipt is later than
 * the one before it, whatever the clocks of two transactions say, because the latest decision is the one that counts.
 */
export async function insertReceipt(
  tx: Executor,
  { pseudonym, kind, collectionMethod = "web-form", shown, provider, decisions }: LaterReceipt,
): Promise<string> {
  const receiptId = randomUUID();
  const { language, notice, noticeHash, receiptNumber: number } = shown;
  const [made] = await tx
    .insert(receipt)
    .values({
      id: receiptId,
      number,
      pseudonym,
      kind,
      providerId: provider?.id ?? null,
      providerName: provider?.name ?? null,
      language,
      notice,
      noticeHash,
      collectionMethod,
      decidedAt: sql`greatest(now(),
      (select max(decided_at) + interval '1 millisecond' from receipt where pseudonym = ${pseudonym}::uuid))`,
    })
    .returning({ decidedAt: receipt.decidedAt });
  const items = decisions.map(({ item: { versionId, attribute, mandatory }, state, source }) => ({
    receiptId,
    purposeVersionId: versionId,
    attributeKey: attribute,
    mandatory,
    state,
    source: state === "granted" ? source : null,
    ...made,
  }));
  if (items.length > 0) await tx.insert(receiptItem).values(items);
  return receiptId;
}
