import { digestedForm } from "@assent/consent/ledger/version-digest";
import { asc, gt, inArray } from "drizzle-orm";
import { chainEntry, sha256Hex } from "./ledger.ts";
import { digestedRecords } from "./ledger-records.ts";
import { digestedVersions } from "./ledger-versions.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerCheckpoint } from "../schema/ledger-checkpoint.ts";
import { ledgerEntry, type LedgerPayload } from "../schema/ledger-entry.ts";
import { receiptSignature } from "../schema/receipt-signature.ts";

interface ExportOptions {
  /** The verifier keys of checkpoints. */
  readonly keys: readonly string[];
  /** Entries per query, which bounds the memory. */
  readonly batch?: number;
}

/**
 * Everything that the ledger's hashes cover, as rows for a verifier that shares nothing with us: docs/proof.md says how.
 * First the keys, then the checkpoints, then each entry with its event, its receipt, the receipt's texts and its signed
 * form, and the version that it publishes. No value of anyone is in it; pseudonyms are. Accounts are not: with their ids
 * and salts, an export from before someone closed their account would lead to their receipts.
 */
export async function* exportLedger(executor: Executor, { keys, batch = 500 }: ExportOptions): AsyncGenerator<object> {
  for (const verifierKey of keys) yield { verifierKey };
  const checkpoints = await executor.select().from(ledgerCheckpoint).orderBy(asc(ledgerCheckpoint.size));
  for (const { note } of checkpoints) yield { checkpoint: note };
  for (let after = 0; ;) {
    const { seq } = ledgerEntry;
    const entries = await executor.select().from(ledgerEntry).where(gt(seq, after)).orderBy(asc(seq)).limit(batch);
    const [records, versions, signatures] = await Promise.all([
      digestedRecords(executor, entries),
      digestedVersions(executor, entries, sha256Hex),
      signaturesOf(executor, entries),
    ]);
    for (const row of entries) {
      const { hash, previousHash, ...entry } = chainEntry(row);
      const { event: eventId, receipt: receiptId } = row.payload;
      const { notice, snapshot, ...receipt } = records.receipts.get(receiptId ?? "") ?? {
        notice: null,
        snapshot: null,
      };
      const signature = signatures.get(receiptId ?? "");
      const version = versions.get(row.payload.version ?? "");
      const parts = {
        ...(notice && { receipt, texts: { notice, ...(snapshot ? { snapshot } : {}) } }),
        ...(signature && { signature }),
        ...(version && { version: digestedForm(version) }),
      };
      yield { entry, previous: previousHash, hash, event: records.events.get(eventId) ?? {}, ...parts };
    }
    const last = entries.at(-1);
    if (!last) return;
    after = last.seq;
  }
}

/** The signed forms of the receipts that these entries name, by the id of the receipt. */
async function signaturesOf(
  executor: Executor,
  entries: readonly { readonly payload: LedgerPayload }[],
): Promise<ReadonlyMap<string, string>> {
  const ids = entries.flatMap(({ payload }) => payload.receipt ?? []);
  if (ids.length === 0) return new Map();
  const rows = await executor.select().from(receiptSignature).where(inArray(receiptSignature.receiptId, ids));
  return new Map(rows.map(({ receiptId, jws }) => [receiptId, jws]));
}
