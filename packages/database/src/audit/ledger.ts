import { createHash } from "node:crypto";
import { chainProblem, type ChainHead, genesis, type ChainLink as ChainEntry } from "@assent/consent/ledger/ledger";
import { and, asc, desc, gt, lte } from "drizzle-orm";
import { entryCheck } from "./ledger-entries.ts";
import { findWrongGrant } from "./ledger-grants.ts";
import { findChangedKey } from "./ledger-keys.ts";
import type { Affected, LedgerProblem } from "./ledger-problem.ts";
import { findUnlistedRecord } from "./ledger-records.ts";
import { findStrayVersion } from "./ledger-versions.ts";
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

export type Verification =
  | { readonly ok: true; readonly checked: number; readonly head: ChainHead }
  /** `seq` is that of the first broken entry; null for what is beside the chain. */
  | {
      readonly ok: false;
      readonly checked: number;
      readonly problem: LedgerProblem;
      readonly seq: number | null;
      readonly about: Affected;
    };

/** People whose grants are compared at once. */
const peopleBatch = 100;

/** The hash of the chain: of a text in UTF-8, in hex. */
export const sha256Hex = (text: string): string => createHash("sha256").update(text).digest("hex");

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
 * Checks the whole ledger: its entries (verifyEntries), then what is on no entry, the public keys, and everyone's grants,
 * which must be those that receipts and events give. In batches, so that memory does not grow with people. Stops at the
 * first problem. Takes no lock.
 */
export async function verifyLedger(executor: Executor, options: VerifyOptions = {}): Promise<Verification> {
  const found = await verifyEntries(executor, options);
  if (!found.ok) return found;
  const beside =
    (await findUnlistedRecord(executor)) ??
    (await findStrayVersion(executor)) ??
    (await findChangedKey(executor)) ??
    (await findWrongGrant(executor, peopleBatch));
  return beside ? broken(found.checked, beside.problem, null, beside.about) : found;
}

/**
 * Checks the chain from the first entry to the current head, with what its entries name: events, receipts, accounts and
 * published versions. Entries that are added meanwhile are not checked.
 */
export async function verifyEntries(
  executor: Executor,
  { batch = 500, kept = null }: VerifyOptions = {},
): Promise<Verification> {
  const end = await ledgerHead(executor);
  let previous = genesis;
  let keptHash = kept?.seq === 0 ? genesis.hash : null;
  let latest = 0;
  while (previous.seq < end.seq) {
    const entries = await nextEntries(executor, previous.seq, end.seq, batch);
    if (entries.length === 0) return broken(previous.seq, "missing", previous.seq + 1);
    const chained = chainOf(entries, previous);
    const problemOf = await entryCheck(executor, chained.good, sha256Hex);
    for (const entry of chained.good) {
      const problem = problemOf(entry, latest);
      if (problem) return broken(entry.seq - 1, problem.problem, entry.seq, problem.about);
      latest = Math.max(latest, entry.at.getTime());
      if (entry.seq === kept?.seq) keptHash = entry.hash;
    }
    if (chained.problem) return broken(chained.head.seq, chained.problem, chained.head.seq + 1);
    previous = chained.head;
  }
  if (kept && keptHash === null) return broken(previous.seq, "head-missing", kept.seq);
  if (kept && keptHash !== kept.hash) return broken(previous.seq, "head-changed", kept.seq);
  return { ok: true, checked: previous.seq, head: previous };
}

const broken = (checked: number, problem: LedgerProblem, seq: number | null, about: Affected = {}): Verification => ({
  ok: false,
  checked,
  problem,
  seq,
  about,
});

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
    const problem = chainProblem(chainEntry(entry), head, sha256Hex);
    if (problem) return { good, head, problem };
    good.push(entry);
    head = { seq: entry.seq, hash: entry.hash };
  }
  return { good, head, problem: null };
}

/** An entry in the form that is hashed. */
export const chainEntry = ({ at, payload, ...entry }: LedgerEntry): ChainEntry => ({
  ...entry,
  at: at.toISOString(),
  payload: { ...payload },
});
