import { sql } from "drizzle-orm";
import { check, date, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { identityProvider } from "./identity-provider.ts";

/**
 * How often on a day (UTC) a first sign-in through a provider led to the consent screen, and how often one failed. Two
 * counters without personal data and without an hour.
 */
export const providerDay = pgTable(
  "provider_day",
  {
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "cascade" }),
    day: date({ mode: "string" }).notNull(),
    shown: integer().notNull().default(0),
    failed: integer().notNull().default(0),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.providerId] }),
    check("provider_day_not_negative", sql`${table.shown} >= 0 and ${table.failed} >= 0`),
  ],
);
