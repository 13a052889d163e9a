import { sql } from "drizzle-orm";
import { check, date, integer, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { purposeVersion } from "./purpose-version.ts";

/**
 * For the receipts of a complete day (UTC): how many agreed to at least one attribute of a version, and how many
 * refused all of it. Counted once, because receipts never change: see decision-days.ts.
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
