import { bigint, pgTable, text } from "drizzle-orm/pg-core";
import { lengthOf, moment } from "./columns.ts";
import { ledgerCheckpoint } from "./ledger-checkpoint.ts";

/**
 * When a timestamping authority saw a checkpoint: https://www.rfc-editor.org/rfc/rfc3161. Append only (trigger).
 */
export const ledgerTimestamp = pgTable(
  "ledger_timestamp",
  {
    size: bigint({ mode: "number" })
      .primaryKey()
      .references(() => ledgerCheckpoint.size, { onDelete: "restrict" }),
    /** The time in the token. */
    at: moment().notNull(),
    /** The TimeStampToken (DER), over the text of the checkpoint's head, in Base 64. */
    token: text().notNull(),
  },
  (table) => [lengthOf("ledger_timestamp_token_length", table.token, 1, 100_000)],
);
