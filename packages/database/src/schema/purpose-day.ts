import { sql } from "drizzle-orm";
import { check, date, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { purposeVersion } from "./purpose-version.ts";

/**
 * Of the receipts of a day that is over (UTC), how many agreed to a version of a purpose, to one detail of it at least, and
 * how many said no to all of it. Counted once from the receipts, which never change: see decision-days.ts.
 */
export const purposeDay = pgTable(
  "purpose_day",
  {
    day: date({ mode: "string" }).notNull(),
    purposeVersionId: uuid()
      .notNull()
      .references(() => purposeVersion.id, { onDelete: "cascade" }),
    agreed: integer().notNull(),
    refused: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.purposeVersionId] }),
    check("purpose_day_not_negative", sql`${table.agreed} >= 0 and ${table.refused} >= 0`),
  ],
);
