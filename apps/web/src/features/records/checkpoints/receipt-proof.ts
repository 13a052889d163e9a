import "server-only";
import { entryText } from "@assent/consent/ledger/ledger";
import { newestCheckpoint, type StoredCheckpoint } from "@assent/database/audit/ledger-checkpoints";
import { entryOfReceipt, inclusionProof, LedgerTreeError } from "@assent/database/audit/ledger-tree";
import { writeLogProof } from "@assent/transparency/tlog-proof";
import { attest } from "@/platform/checkpoints/attest";
import { signLedger } from "@/platform/checkpoints/checkpoints";
import { database } from "@/platform/database";
import { describeError, log } from "@/platform/log";

/** Entries that a download may wait for: a fraction of a second. More are added by the job. */
const most = 5000;

/**
 * That the entry of a receipt is in the signed ledger (https://c2sp.org/tlog-proof), with the entry itself as its extra
 * data. A receipt that is newer than the newest checkpoint gets one of its own. Null if there is none now: too much is
 * new, or the ledger is not the one that was signed before, which is in the log.
 */
export async function receiptProof(receiptId: string): Promise<string | null> {
  const { orm } = database();
  const [entry, newest] = await Promise.all([entryOfReceipt(orm, receiptId), newestCheckpoint(orm)]);
  if (!entry) return null;
  const checkpoint = newest && newest.size >= entry.seq ? newest : await signedNow();
  if (!checkpoint || checkpoint.size < entry.seq) return null;
  const index = entry.seq - 1;
  const hashes = await inclusionProof(orm, index, checkpoint.size);
  const extra = new TextEncoder().encode(entryText(entry));
  return writeLogProof({ extra, index, hashes, checkpoint: checkpoint.note });
}

async function signedNow(): Promise<StoredCheckpoint | null> {
  try {
    const checkpoint = await signLedger(database(), { most });
    // The download does not wait for others to sign it; a later download has their lines.
    if (checkpoint) void attest(database(), checkpoint);
    return checkpoint;
  } catch (error) {
    if (!(error instanceof LedgerTreeError)) throw error;
    log("error", "checkpoint-failed", describeError(error));
    return null;
  }
}
