import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
import { moment, sha256 } from "./columns.ts";

/**
 * How often sign-ins were begun or answered from one network within a few minutes. The key is a keyed hash of all of that,
 * another one in each window: no row says an address, and no two rows that they are of the same one.
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
