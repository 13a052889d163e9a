import { createHash } from "node:crypto";
import {
  chainProblem,
  type ChainHead,
  eventDigest,
  genesis,
  type ChainLink as ChainEntry,
  receiptDigest,
} from "@assent/consent/ledger/ledger";
import { canonicalShownText } from "@assent/consent/receipt/receipt";
import { and, asc, desc, gt, lte } from "drizzle-orm";
import { digestedRecords, findUnlistedRecord, type DigestedRecords } from "./ledger-records.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerEntry, type LedgerPayload } from "../schema/ledger-entry.ts";

export interface LedgerEntry {
  readonly seq: number;
  readonly at: Date;
  readonly kind: string;
  readonly payload: LedgerPayload;
  readonly previousHash: string;
  readonly hash: string;
}

/**
 * A problem of the chain (`missing`, `unlinked`, `changed`: see chainProblem), of the event or receipt that an entry
 * names, or of a row without an entry. `head-missing` and `head-changed`: the chain does not contain the head that was
 * kept elsewhere.
 */
export type LedgerProblem =
  | "missing"
  | "unlinked"
  | "changed"
  | "event-missing"
  | "event-changed"
  | "receipt-missing"
  | "receipt-changed"
  | "event-unlisted"
  | "receipt-unlisted"
  | "head-missing"
  | "head-changed";

export type Verification =
  | { readonly ok: true; readonly checked: number; readonly head: ChainHead }
  /** `seq` is that of the first broken entry; null for a row without an entry, whose id is `record`. */
  | {
      readonly ok: false;
      readonly checked: number;
      readonly problem: LedgerProblem;
      readonly seq: number | null;
      readonly record: string | null;
    };

const sha256 = (text: string) => createHash("sha256").update(text).digest("hex");

/** The newest entry of the chain. Kept elsewhere, it later proves that nothing before it was changed. */
export async function ledgerHead(executor: Executor): Promise<ChainHead> {
  const { seq, hash } = ledgerEntry;
  const [head] = await executor.select({ seq, hash }).from(ledgerEntry).orderBy(desc(seq)).limit(1);
  return head ?? genesis;
}

/** The newest entries first. */
export async function latestEntries(executor: Executor, limit: number): Promise<LedgerEntry[]> {
  return executor.select().from(ledgerEntry).orderBy(desc(ledgerEntry.seq)).limit(limit);
}

interface VerifyOptions {
  /** Entries per query, which bounds the memory. */
  readonly batch?: number;
  /** A head that was exported earlier and must be part of the chain. */
  readonly kept?: ChainHead | null;
}

/**
 * Checks the whole chain from the first entry to the current head, in batches, and stops at the first problem. Takes no
 * lock; entries that are added meanwhile are not checked.
 */
export async function verifyLedger(
  executor: Executor,
  { batch = 500, kept = null }: VerifyOptions = {},
): Promise<Verification> {
  const end = await ledgerHead(executor);
  let previous = genesis;
  let keptHash = kept?.seq === 0 ? genesis.hash : null;
  while (previous.seq < end.seq) {
    const entries = await nextEntries(executor, previous.seq, end.seq, batch);
    if (entries.length === 0) return broken(previous.seq, "missing", previous.seq + 1);
    const chained = chainOf(entries, previous);
    const records = await digestedRecords(executor, chained.good);
    for (const entry of chained.good) {
      const problem = recordProblem(entry.payload, records);
      if (problem) return broken(entry.seq - 1, problem.problem, entry.seq, problem.record);
      if (entry.seq === kept?.seq) keptHash = entry.hash;
    }
    if (chained.problem) return broken(chained.head.seq, chained.problem, chained.head.seq + 1);
    previous = chained.head;
  }
  if (kept && keptHash === null) return broken(previous.seq, "head-missing", kept.seq);
  if (kept && keptHash !== kept.hash) return broken(previous.seq, "head-changed", kept.seq);
  const stray = await findUnlistedRecord(executor);
  if (stray) return broken(previous.seq, stray.problem, null, stray.id);
  return { ok: true, checked: previous.seq, head: previous };
}

const broken = (
  checked: number,
  problem: LedgerProblem,
  seq: number | null,
  record: string | null = null,
): Verification => ({ ok: false, checked, problem, seq, record });

async function nextEntries(executor: Executor, after: number, until: number, limit: number): Promise<LedgerEntry[]> {
  const { seq } = ledgerEntry;
  const range = and(gt(seq, after), lte(seq, until));
  return executor.select().from(ledgerEntry).where(range).orderBy(asc(seq)).limit(limit);
}

/**
 * The entries up to the first broken one. Only their records are checked, because a changed entry may name anything.
 */
function chainOf(entries: readonly LedgerEntry[], from: ChainHead) {
  let head = from;
  const good: LedgerEntry[] = [];
  for (const entry of entries) {
    const problem = chainProblem(chainEntry(entry), head, sha256);
    if (problem) return { good, head, problem };
    good.push(entry);
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { good, head, problem: null };
}

const chainEntry = ({ at, payload, ...entry }: LedgerEntry): ChainEntry => ({
  ...entry,
  at: at.toISOString(),
  payload: { ...payload },
});

function recordProblem(
  { event: eventId, eventHash, receipt: receiptId, receiptHash }: LedgerPayload,
  { events, receipts }: DigestedRecords,
): { problem: LedgerProblem; record: string } | null {
  const event = events.get(eventId);
  if (!event) return { problem: "event-missing", record: eventId };
  if (eventDigest(event, sha256) !== eventHash) return { problem: "event-changed", record: eventId };
  if (receiptId === undefined) return null;
  const receipt = receipts.get(receiptId);
  if (!receipt) return { problem: "receipt-missing", record: receiptId };
  const { notice, ...digested } = receipt;
  const same =
    receiptDigest(digested, sha256) === receiptHash && sha256(canonicalShownText(notice)) === receipt.noticeHash;
  return same ? null : { problem: "receipt-changed", record: receiptId };
}
