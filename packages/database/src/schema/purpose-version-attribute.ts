import { sql } from "drizzle-orm";
import { boolean, check, index, integer, pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { noticeBases } from "@assent/consent/purpose/purpose";
import { attribute } from "./attribute.ts";
import { oneOf } from "./columns.ts";
import { purposeVersion } from "./purpose-version.ts";

/** The attributes that a version asks for, in order. Frozen with its version (trigger). */
export const purposeVersionAttribute = pgTable(
  "purpose_version_attribute",
  {
    versionId: uuid()
      .notNull()
      .references(() => purposeVersion.id, { onDelete: "cascade" }),
    attributeKey: text()
      .notNull()
      .references(() => attribute.key, { onDelete: "restrict" }),
    position: integer().notNull(),
    mandatory: boolean().notNull(),
    /** The legal basis if it is another one than the version's: people are told of it, and not asked. */
    basis: text({ enum: noticeBases }),
  },
  (table) => [
    primaryKey({ columns: [table.versionId, table.attributeKey] }),
    // So that a foreign key of a receipt can refer to what was asked, mandatory or not.
    unique("purpose_version_attribute_as_asked").on(table.versionId, table.attributeKey, table.mandatory),
    unique("purpose_version_attribute_position_unique").on(table.versionId, table.position),
    check("purpose_version_attribute_position_positive", sql`${table.position} > 0`),
    oneOf("purpose_version_attribute_basis_known", table.basis, noticeBases),
    check("purpose_version_attribute_mandatory_is_consent", sql`${table.basis} is null or not ${table.mandatory}`),
    index("purpose_version_attribute_by_attribute").on(table.attributeKey),
  ],
);
