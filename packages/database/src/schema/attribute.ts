import { attributeTypes } from "@assent/consent/attribute/attribute";
import { boolean, integer, pgTable, text } from "drizzle-orm/pg-core";
import { createdAt, moment, oneOf, shapeOf } from "./columns.ts";

/** The catalogue: every kind of personal data (PII category) that may be mapped, asked for or stored. */
export const attribute = pgTable(
  "attribute",
  {
    key: text().primaryKey(),
    type: text({ enum: attributeTypes }).notNull(),
    sensitive: boolean().notNull().default(false),
    selfAssertable: boolean().notNull().default(false),
    /** Administrators see only the end of a value. Showing all of it is recorded in the audit log. */
    masked: boolean().notNull().default(false),
    /** What kind of personal data it is, by its term in https://w3id.org/dpv/pd; null if that is not said. */
    category: text(),
    builtIn: boolean().notNull().default(false),
    position: integer().notNull(),
    createdAt: createdAt(),
    archivedAt: moment(),
  },
  (table) => [
    oneOf("attribute_type_known", table.type, attributeTypes),
    shapeOf("attribute_category_shape", table.category, "[A-Z][A-Za-z]{1,62}"),
    // A key has no dot, because the id of an asked item is `${versionId}.${key}`.
    shapeOf("attribute_key_shape", table.key, "[A-Za-z][A-Za-z0-9_:-]{0,62}"),
  ],
);
