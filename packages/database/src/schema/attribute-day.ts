import { sql } from "drizzle-orm";
import { check, date, foreignKey, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { purposeVersionAttribute } from "./purpose-version-attribute.ts";

/** Like purpose-day.ts, for one attribute of a version. */
export const attributeDay = pgTable(
  "attribute_day",
  {
    day: date({ mode: "string" }).notNull(),
    purposeVersionId: uuid().notNull(),
    attributeKey: text().notNull(),
    agreed: integer().notNull(),
    refused: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.day, table.purposeVersionId, table.attributeKey] }),
    foreignKey({
      name: "attribute_day_as_asked",
      columns: [table.purposeVersionId, table.attributeKey],
      foreignColumns: [purposeVersionAttribute.versionId, purposeVersionAttribute.attributeKey],
    }).onDelete("cascade"),
    check("attribute_day_not_negative", sql`${table.agreed} >= 0 and ${table.refused} >= 0`),
  ],
);
