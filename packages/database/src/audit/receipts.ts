import type { ValueSource } from "@assent/consent/attribute/attribute";
import type { NoticeBasis } from "@assent/consent/purpose/purpose";
import type { ShownText } from "@assent/consent/receipt/receipt";
import type { ReceiptKind, collectionMethods, RecordState } from "@assent/consent/receipt/receipt-record";
import type { LedgerPlace } from "@assent/consent/receipt/receipt-signed";
import type { ReceiptSnapshot } from "@assent/consent/receipt/snapshot";
import { and, desc, eq, type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { receipt } from "../schema/receipt.ts";
import { receiptItem } from "../schema/receipt-item.ts";
import { receiptSignature } from "../schema/receipt-signature.ts";
import { users } from "../schema/users.ts";

export interface ReceiptItem {
  readonly versionId: string;
  readonly attribute: string;
  readonly state: RecordState;
  readonly mandatory: boolean;
  /** The source of the value; null unless granted. */
  readonly source: ValueSource | null;
  /** Its legal basis if it has one of its own: people were told of it, and not asked. */
  readonly basis: NoticeBasis | null;
}

/** The record of one decision, with the exact shown text and without any value. */
export interface Receipt {
  readonly id: string;
  readonly number: string;
  readonly pseudonym: string;
  /** The user id; null once the account is closed. */
  readonly userId: string | null;
  readonly kind: ReceiptKind;
  readonly providerName: string | null;
  readonly language: string;
  readonly notice: ShownText;
  /** SHA-256 of the canonical shown text, in hexadecimal. */
  readonly noticeHash: string;
  readonly collectionMethod: (typeof collectionMethods)[number];
  readonly decidedAt: Date;
  /** What else its formats say, as it was then; null in receipts from before it was kept. */
  readonly snapshot: ReceiptSnapshot | null;
  /** Its signed form, made with it; null for one that was not signed then. */
  readonly jws: string | null;
  /** The newest entry of the ledger that names it. */
  readonly ledger: LedgerPlace | null;
  readonly items: readonly ReceiptItem[];
}

/** By its id, for a person who was given the receipt of their closed account. */
export function findReceiptById(executor: Executor, id: string): Promise<Receipt | null> {
  return read(executor, eq(receipt.id, id));
}

/** For administrators, who may read every receipt. */
export function findReceipt(executor: Executor, number: string): Promise<Receipt | null> {
  return read(executor, eq(receipt.number, number));
}

/** For the person. The receipt of another person is not found, like one that does not exist. */
export function findReceiptOfUser(executor: Executor, number: string, userId: string): Promise<Receipt | null> {
  return read(executor, and(eq(receipt.number, number), eq(users.id, userId)));
}

/** All receipts of one person, newest first. */
export async function receiptsOfUser(executor: Executor, userId: string): Promise<Receipt[]> {
  return select(executor).where(eq(users.id, userId)).orderBy(desc(receipt.decidedAt));
}

const items = sql<ReceiptItem[]>`(
  select coalesce(jsonb_agg(jsonb_build_object('versionId', i.purpose_version_id, 'attribute', i.attribute_key,
    'state', i.state, 'mandatory', i.mandatory, 'source', i.source, 'basis', i.basis) order by i.purpose_version_id, i.attribute_key), '[]')
  from ${receiptItem} i where i.receipt_id = ${receipt.id})`;

const ledger = sql<LedgerPlace | null>`(
  select jsonb_build_object('seq', l.seq, 'hash', l.hash) from ledger_entry l
  where l.payload ->> 'receipt' = ${receipt.id}::text order by l.seq desc limit 1)`;

async function read(executor: Executor, condition: SQL | undefined): Promise<Receipt | null> {
  const [found] = await select(executor).where(condition);
  return found ?? null;
}

function select(executor: Executor) {
  const {
    id,
    number,
    pseudonym,
    kind,
    providerName,
    language,
    notice,
    noticeHash,
    collectionMethod,
    decidedAt,
    snapshot,
  } = receipt;
  const columns = { id, number, pseudonym, kind, providerName, language, notice, noticeHash, snapshot };
  const { jws } = receiptSignature;
  return executor
    .select({ ...columns, collectionMethod, decidedAt, userId: users.id, jws, ledger, items })
    .from(receipt)
    .leftJoin(receiptSignature, eq(receiptSignature.receiptId, receipt.id))
    .leftJoin(users, eq(users.pseudonym, receipt.pseudonym));
}
