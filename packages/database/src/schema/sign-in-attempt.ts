import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment, sha256 } from "./columns.ts";

/**
 * How many sign-ins were started or answered from one network within a few minutes. The key is a keyed hash of network
 * and time window: no row shows an address, and no two rows show that they are of the same one.
 */
export const signInAttempt = pgTable(
  "sign_in_attempt",
  { keyHash: text().primaryKey(), count: integer().notNull(), expiresAt: moment().notNull() },
  (table) => [
    sha256("sign_in_attempt_hash_shape", table.keyHash),
    check("sign_in_attempt_count_positive", sql`${table.count} > 0`),
    index("sign_in_attempt_by_expiry").on(table.expiresAt),
  ],
);
