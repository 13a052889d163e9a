import { bigint, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { createdAt, lengthOf } from "./columns.ts";
import { ledgerCheckpoint } from "./ledger-checkpoint.ts";

/** What witnesses signed about a checkpoint: https://c2sp.org/tlog-cosignature. Append only (trigger). */
export const ledgerCosignature = pgTable(
  "ledger_cosignature",
  {
    size: bigint({ mode: "number" })
      .notNull()
      .references(() => ledgerCheckpoint.size, { onDelete: "restrict" }),
    /** The verifier key that the line was checked with. */
    verifierKey: text().notNull(),
    /** The signature line, with its newline. */
    line: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.size, table.verifierKey] }),
    lengthOf("ledger_cosignature_key_length", table.verifierKey, 1, 500),
    lengthOf("ledger_cosignature_line_length", table.line, 1, 1000),
  ],
);
