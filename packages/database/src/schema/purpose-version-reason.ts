import { foreignKey, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { languageTag, lengthOf } from "./columns.ts";
import { purposeVersionAttribute } from "./purpose-version-attribute.ts";

/** Why one attribute of a version is wanted, by language. Frozen with its version (trigger). */
export const purposeVersionReason = pgTable(
  "purpose_version_reason",
  {
    versionId: uuid().notNull(),
    attributeKey: text().notNull(),
    language: text().notNull(),
    reason: text().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.attributeKey, table.language] }),
    foreignKey({
      name: "purpose_version_reason_of_attribute",
      columns: [table.versionId, table.attributeKey],
      foreignColumns: [purposeVersionAttribute.versionId, purposeVersionAttribute.attributeKey],
    }).onDelete("cascade"),
    languageTag("purpose_version_reason_language_shape", table.language),
    lengthOf("purpose_version_reason_length", table.reason, 1, 1023),
  ],
);
