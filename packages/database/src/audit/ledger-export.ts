import { asc, gt } from "drizzle-orm";
import { chainEntry } from "./ledger.ts";
import { digestedRecords } from "./ledger-records.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerCheckpoint } from "../schema/ledger-checkpoint.ts";
import { ledgerEntry } from "../schema/ledger-entry.ts";

interface ExportOptions {
  /** The verifier keys of checkpoints. */
  readonly keys: readonly string[];
  /** Entries per query, which bounds the memory. */
  readonly batch?: number;
}

/**
 * Everything that the ledger's hashes cover, as rows for a verifier that shares nothing with us: docs/proof.md says how.
 * First the keys, then the checkpoints, then each entry with its event, its receipt and the receipt's texts. No value of
 * anyone is in it; pseudonyms are.
 */
export async function* exportLedger(executor: Executor, { keys, batch = 500 }: ExportOptions): AsyncGenerator<object> {
  for (const verifierKey of keys) yield { verifierKey };
  const checkpoints = await executor.select().from(ledgerCheckpoint).orderBy(asc(ledgerCheckpoint.size));
  for (const { note } of checkpoints) yield { checkpoint: note };
  for (let after = 0; ;) {
    const { seq } = ledgerEntry;
    const entries = await executor.select().from(ledgerEntry).where(gt(seq, after)).orderBy(asc(seq)).limit(batch);
    const records = await digestedRecords(executor, entries);
    for (const row of entries) {
      const { hash, previousHash, ...entry } = chainEntry(row);
      const { event: eventId, receipt: receiptId } = row.payload;
      const { notice, snapshot, ...receipt } = records.receipts.get(receiptId ?? "") ?? {
        notice: null,
        snapshot: null,
      };
      const parts = notice ? { receipt, texts: { notice, ...(snapshot ? { snapshot } : {}) } } : {};
      yield { entry, previous: previousHash, hash, event: records.events.get(eventId) ?? {}, ...parts };
    }
    const last = entries.at(-1);
    if (!last) return;
    after = last.seq;
  }
}
