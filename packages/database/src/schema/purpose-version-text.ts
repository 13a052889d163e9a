import { pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { languageTag, lengthOf } from "./columns.ts";
import { purposeVersion } from "./purpose-version.ts";

/** The words that people read, by language. Frozen with its version (trigger). */
export const purposeVersionText = pgTable(
  "purpose_version_text",
  {
    versionId: uuid()
      .notNull()
      .references(() => purposeVersion.id, { onDelete: "cascade" }),
    language: text().notNull(),
    name: text().notNull(),
    description: text().notNull(),
    details: text(),
    legalNote: text(),
    /** If a machine decides alone: how it does, and what follows for people. */
    logic: text(),
    consequences: text(),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.language] }),
    languageTag("purpose_version_text_language_shape", table.language),
    lengthOf("purpose_version_text_name_length", table.name, 1, 255),
    lengthOf("purpose_version_text_description_length", table.description, 1, 1023),
    lengthOf("purpose_version_text_details_length", table.details, 1, 4000),
    lengthOf("purpose_version_text_legal_note_length", table.legalNote, 1, 4000),
    lengthOf("purpose_version_text_logic_length", table.logic, 1, 1023),
    lengthOf("purpose_version_text_consequences_length", table.consequences, 1, 1023),
  ],
);
