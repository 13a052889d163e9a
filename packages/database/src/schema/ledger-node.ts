import { sql } from "drizzle-orm";
import { bigint, check, index, pgTable, primaryKey, smallint, text } from "drizzle-orm/pg-core";
import { base64Hash } from "./columns.ts";

/**
 * The complete subtrees of the Merkle tree over the ledger (RFC 6962, section 2.1), level 0 being its leaves. Written
 * when a checkpoint is made and not with an entry, because a decision need not wait for it. Append only (trigger): the
 * root of an earlier checkpoint can always be worked out again.
 */
export const ledgerNode = pgTable(
  "ledger_node",
  {
    level: smallint().notNull(),
    /** Below it are the leaves from `position * 2 ** level`; a leaf's is the `seq` of its entry, less one. */
    position: bigint({ mode: "number" }).notNull(),
    /** SHA-256, in Base 64. */
    hash: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.level, table.position] }),
    check("ledger_node_place", sql`${table.level} between 0 and 52 and ${table.position} >= 0`),
    base64Hash("ledger_node_hash_shape", table.hash),
    index("ledger_node_by_leaf")
      .on(table.hash)
      .where(sql`${table.level} = 0`),
  ],
);
