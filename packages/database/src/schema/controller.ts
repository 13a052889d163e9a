import { sql } from "drizzle-orm";
import { check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { languageTag, lengthOf, moment, shapeOf } from "./columns.ts";

/** The organisation that is responsible for the data. One row. */
export const controller = pgTable(
  "controller",
  {
    id: integer().primaryKey().default(1),
    name: text().notNull(),
    displayName: text().notNull(),
    address: text(),
    contact: text(),
    email: text(),
    phone: text(),
    privacyNoticeUrl: text(),
    helpEmail: text(),
    /** Its number in a public register, for example of companies. */
    identifier: text(),
    /** The data protection officer: a name or a role, and how to reach them. */
    officerName: text(),
    officerEmail: text(),
    /** The supervisory authority that people can complain to, and the address of its complaint form. */
    authorityName: text(),
    authorityUrl: text(),
    defaultLanguage: text().notNull().default("en"),
    updatedAt: moment().notNull().defaultNow(),
    /** If two administrators edit it at once, the second gets a conflict. */
    revision: integer().notNull().default(1),
  },
  (table) => [
    check("controller_is_one_row", sql`${table.id} = 1`),
    lengthOf("controller_name_length", table.name, 1, 255),
    lengthOf("controller_display_name_length", table.displayName, 1, 255),
    shapeOf("controller_privacy_notice_url_shape", table.privacyNoticeUrl, "https?://.+"),
    shapeOf("controller_authority_url_shape", table.authorityUrl, "https?://.+"),
    check("controller_authority_has_name", sql`${table.authorityUrl} is null or ${table.authorityName} is not null`),
    languageTag("controller_default_language_shape", table.defaultLanguage),
  ],
);
