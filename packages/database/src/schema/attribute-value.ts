import { maxListLength, valueSources } from "@assent/consent/attribute/attribute";
import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { attribute } from "./attribute.ts";
import { createdAt, lengthOf, moment, oneOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";
import { users } from "./users.ts";

/** What is stored about a person. A deferred trigger refuses a commit with a value that no live grant covers. */
export const attributeValue = pgTable(
  "attribute_value",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    attributeKey: text()
      .notNull()
      .references(() => attribute.key, { onDelete: "restrict" }),
    value: text().notNull(),
    source: text({ enum: valueSources }).notNull(),
    /** The provider whose claim it was, or whose mapping has the default; null for what the person entered. */
    providerId: uuid().references(() => identityProvider.id, { onDelete: "restrict" }),
    createdAt: createdAt(),
    refreshedAt: moment(),
    /** Since when its provider has not sent it; null if it does. */
    missingSince: moment(),
    /** Since when its provider has sent something that cannot be used in its place; null if it does not. */
    unusableSince: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.attributeKey] }),
    oneOf("attribute_value_source_known", table.source, valueSources),
    check("attribute_value_provider_unless_self", sql`(${table.source} = 'self') = (${table.providerId} is null)`),
    lengthOf("attribute_value_length", table.value, 1, maxListLength),
    // To find people by the beginning of a value, limited to what fits into a page of the index.
    index("attribute_value_by_beginning").on(
      table.attributeKey,
      sql`lower(left(${table.value}, 100)) text_pattern_ops`,
      table.userId,
    ),
    // The same for the digits of a phone number, however it is written: some write 00 for the plus.
    index("attribute_value_by_digits")
      .on(
        table.attributeKey,
        sql`regexp_replace(regexp_replace(left(${table.value}, 100), '[^0-9]', '', 'g'), '^00([0-9])', '\\1') text_pattern_ops`,
        table.userId,
      )
      .where(sql`${table.value} ~ '^[+(0-9]'`),
  ],
);
