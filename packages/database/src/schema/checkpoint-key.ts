import { pgTable } from "drizzle-orm/pg-core";
import { signingKeyColumns, signingKeyRules } from "./signing-key.ts";

/**
 * Keys that sign heads of the ledger. In a table of their own, so that no build, however old, takes one of them for a
 * key of receipts: a key must not be used for two kinds of signature.
 */
export const checkpointKey = pgTable("checkpoint_key", signingKeyColumns(), (table) =>
  signingKeyRules("checkpoint_key", table),
);
