import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, unique, uniqueIndex } from "drizzle-orm/pg-core";
import { moment, sha256 } from "./columns.ts";

/** Ids and digests only. */
export interface LedgerPayload {
  readonly event: string;
  readonly eventHash: string;
  /** Set if the event names a receipt. */
  readonly receipt?: string;
  readonly receiptHash?: string;
  /** A digest: set if the event makes an account, which it ties to the pseudonym of the event (accountDigest). */
  readonly account?: string;
  /** An id: set if the event publishes a version of a purpose. */
  readonly version?: string;
  readonly versionHash?: string;
}

/**
 * The chain over events and receipts. Written only by a trigger, when an event is committed; append only (trigger). It
 * refers to rows without foreign keys, because it must be able to show that one is missing.
 */
export const ledgerEntry = pgTable(
  "ledger_entry",
  {
    // Assigned under a lock: a sequence would have gaps, and a gap means that an entry is missing.
    seq: bigint({ mode: "number" }).primaryKey(),
    at: moment().notNull(),
    kind: text().notNull(),
    payload: jsonb().$type<LedgerPayload>().notNull(),
    previousHash: text().notNull(),
    hash: text().notNull(),
  },
  (table) => [
    check("ledger_entry_seq_positive", sql`${table.seq} > 0`),
    check("ledger_entry_payload_is_object", sql`jsonb_typeof(${table.payload}) = 'object'`),
    sha256("ledger_entry_previous_hash_shape", table.previousHash),
    sha256("ledger_entry_hash_shape", table.hash),
    // No entry has two successors.
    unique("ledger_entry_previous_hash_unique").on(table.previousHash),
    uniqueIndex("ledger_entry_event_unique").on(sql`(${table.payload} ->> 'event')`),
    index("ledger_entry_by_receipt").on(sql`(${table.payload} ->> 'receipt')`),
    index("ledger_entry_by_version")
      .on(sql`(${table.payload} ->> 'version')`)
      .where(sql`jsonb_exists(${table.payload}, 'version')`),
  ],
);
