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
    /** Administrators see the end of a value only, until they ask for it, which is on the audit log. */
    masked: boolean().notNull().default(false),
    builtIn: boolean().notNull().default(false),
    position: integer().notNull(),
    createdAt: createdAt(),
    archivedAt: moment(),
  },
  (table) => [
    oneOf("attribute_type_known", table.type, attributeTypes),
    // No dot: an asked item is named `${versionId}.${key}`.
    shapeOf("attribute_key_shape", table.key, "[A-Za-z][A-Za-z0-9_:-]{0,62}"),
  ],
);
