import { pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { attribute } from "./attribute.ts";
import { languageTag, lengthOf } from "./columns.ts";

/** The words for an attribute, by language. */
export const attributeText = pgTable(
  "attribute_text",
  {
    attributeKey: text()
      .notNull()
      .references(() => attribute.key, { onDelete: "restrict" }),
    language: text().notNull(),
    label: text().notNull(),
    explanation: text().notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.attributeKey, table.language] }),
    languageTag("attribute_text_language_shape", table.language),
    lengthOf("attribute_text_label_length", table.label, 1, 255),
    lengthOf("attribute_text_explanation_length", table.explanation, 0, 1023),
  ],
);
