import { eventDigest, receiptDigest, type Sha256 } from "@assent/consent/ledger/ledger";
import { canonicalShownText } from "@assent/consent/receipt/receipt";
import { canonicalSnapshot } from "@assent/consent/receipt/snapshot";
import type { Executor } from "../engine/orm.ts";
import type { LedgerPayload } from "../schema/ledger-entry.ts";
import { accountCheck } from "./ledger-accounts.ts";
import type { Finding } from "./ledger-problem.ts";
import { digestedRecords, type DigestedRecords } from "./ledger-records.ts";
import { versionCheck } from "./ledger-versions.ts";

interface CheckedEntry {
  readonly at: Date;
  readonly kind: string;
  readonly payload: LedgerPayload;
}

/** By so much an entry may be earlier than one before it. */
const timeWindowMs = 15 * 60_000;

/**
 * Reads what these entries name. The result checks one of them against it; `latest` is the latest time of the entries
 * before it, in milliseconds.
 */
export async function entryCheck(
  executor: Executor,
  entries: readonly CheckedEntry[],
  sha256: Sha256,
): Promise<(entry: CheckedEntry, latest: number) => Finding | null> {
  const records = await digestedRecords(executor, entries);
  const accountProblem = await accountCheck(executor, records.events, entries, sha256);
  const versionProblem = await versionCheck(executor, entries, sha256);
  return (entry, latest) =>
    recordProblem(entry, records, sha256) ??
    timeProblem(entry, latest, records) ??
    accountProblem(entry.payload, records.events.get(entry.payload.event)) ??
    versionProblem(entry.payload);
}

function recordProblem(
  { at, kind, payload }: CheckedEntry,
  { events, receipts }: DigestedRecords,
  sha256: Sha256,
): Finding | null {
  const { event: eventId, eventHash, receipt: receiptId, receiptHash } = payload;
  const about = { event: eventId };
  const event = events.get(eventId);
  if (!event) return { problem: "event-missing", about };
  const isSame =
    eventDigest(event, sha256) === eventHash &&
    event.at === at.toISOString() &&
    event.type === kind &&
    event.receiptId === (receiptId ?? null);
  if (!isSame) return { problem: "event-changed", about };
  if (receiptId === undefined) return null;
  const receipt = receipts.get(receiptId);
  if (!receipt) return { problem: "receipt-missing", about: { receipt: receiptId } };
  const { notice, snapshot, ...digested } = receipt;
  const same =
    receiptDigest(digested, sha256) === receiptHash &&
    sha256(canonicalShownText(notice)) === receipt.noticeHash &&
    (snapshot && sha256(canonicalSnapshot(snapshot))) === receipt.snapshotHash;
  return same ? null : { problem: "receipt-changed", about: { receipt: receipt.number } };
}

/**
 * Entries are in the order of commits, and bear the time at which their transaction began. So one may be earlier than
 * those before it, by as long as a transaction takes, or as the clock of another server is behind. A receipt bears the
 * same time, or is a millisecond after the person's one before.
 */
function timeProblem(
  { at, payload }: CheckedEntry,
  latest: number,
  { events, receipts }: DigestedRecords,
): Finding | null {
  const receipt = payload.receipt === undefined ? undefined : receipts.get(payload.receipt);
  const about = receipt ? { receipt: receipt.number } : { event: payload.event };
  if (at.getTime() < latest - timeWindowMs) return { problem: "backdated", about };
  if (!receipt || !events.has(payload.event)) return null;
  const after = Date.parse(receipt.decidedAt) - at.getTime();
  return after >= 0 && after <= timeWindowMs ? null : { problem: "backdated", about };
}
