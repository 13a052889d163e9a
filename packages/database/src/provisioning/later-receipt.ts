import { randomUUID } from "node:crypto";
import type { ShownText } from "@assent/consent/receipt/receipt";
import type { DecisionKind, decisionMethods } from "@assent/consent/receipt/receipt-record";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import type { RecordedDecision } from "./provision.ts";
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
  readonly kind: DecisionKind;
  /** How the person answered; "web-form" if missing. */
  readonly collectionMethod?: (typeof decisionMethods)[number];
  readonly shown: NewReceipt;
  readonly provider: { readonly id: string; readonly name: string } | null;
  readonly decisions: readonly RecordedDecision[];
}

/**
 * Stores the receipt of a decision after the first and returns its id. Call it within a transaction that has locked the
 * person. Each receipt is later than the one before, even if the clocks of two transactions differ, because the latest
 * decision counts.
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
