import { index, pgTable, text } from "drizzle-orm/pg-core";
import { moment, sha256 } from "./columns.ts";

/**
 * Pending sign-ins that were answered. The time is rounded up to the hour, so that it does not show when a person
 * refused.
 */
export const oneUseKey = pgTable(
  "one_use_key",
  { keyHash: text().primaryKey(), expiresAt: moment().notNull() },
  (table) => [sha256("one_use_key_hash_shape", table.keyHash), index("one_use_key_by_expiry").on(table.expiresAt)],
);
