import { bigint, pgTable } from "drizzle-orm/pg-core";

/**
 * The transactions that changed what only administrators set, and every sign-in reads. Triggers add
 * a row for each such transaction and delete older ones. See settings/administered.ts.
 */
export const administrativeChange = pgTable("administrative_change", {
  /** https://www.postgresql.org/docs/current/functions-info.html#FUNCTIONS-INFO-SNAPSHOT: it never repeats. */
  transaction: bigint({ mode: "bigint" }).primaryKey(),
});
