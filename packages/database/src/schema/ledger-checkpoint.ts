import { sql } from "drizzle-orm";
import { bigint, check, pgTable, text } from "drizzle-orm/pg-core";
import { checkpointKey } from "./checkpoint-key.ts";
import { base64Hash, createdAt, lengthOf } from "./columns.ts";

/**
 * A signed head of the ledger: https://c2sp.org/tlog-checkpoint. Append only (trigger): what was signed once stays known,
 * also to those who would rather have signed something else.
 */
export const ledgerCheckpoint = pgTable(
  "ledger_checkpoint",
  {
    /** Entries of the ledger. */
    size: bigint({ mode: "number" }).primaryKey(),
    /** Of the Merkle tree, in Base 64. */
    root: text().notNull(),
    /** The name of the log: an address without its scheme, so it changes with AUTH_URL. */
    origin: text().notNull(),
    kid: text()
      .notNull()
      .references(() => checkpointKey.kid, { onDelete: "restrict" }),
    /** The signed note, with our own signature only. */
    note: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    check("ledger_checkpoint_size_positive", sql`${table.size} > 0`),
    base64Hash("ledger_checkpoint_root_shape", table.root),
    lengthOf("ledger_checkpoint_origin_length", table.origin, 1, 300),
    lengthOf("ledger_checkpoint_note_length", table.note, 1, 1000),
  ],
);
