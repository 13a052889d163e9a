import { sql } from "drizzle-orm";
import { boolean, check, integer, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment, oneOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

export const purposeStatuses = ["draft", "live", "archived"] as const;
export type PurposeStatus = (typeof purposeStatuses)[number];

/**
 * Why data is collected. Its versions have the words that people read; `name` is that of the newest one, in the default
 * language.
 */
export const purpose = pgTable(
  "purpose",
  {
    id: id(),
    /** Set for the notice of a provider that makes accounts without asking; null for a purpose that is asked. */
    providerId: uuid().references(() => identityProvider.id, { onDelete: "restrict" }),
    name: text().notNull(),
    /** Names are compared by it (purposeNameKey), because the result of lower() depends on the server's locale. */
    nameKey: text().notNull(),
    status: text({ enum: purposeStatuses }).notNull(),
    position: integer().notNull(),
    createdAt: createdAt(),
    archivedAt: moment(),
    /** Whether its grants end when it is archived, which takes a while for many people: end-with-purpose.ts. */
    endsGrants: boolean().notNull().default(false),
  },
  (table) => [
    uniqueIndex("purpose_name_unique")
      .on(table.nameKey)
      .where(sql`${table.providerId} is null`),
    unique("purpose_one_notice").on(table.providerId),
    oneOf("purpose_status_known", table.status, purposeStatuses),
    lengthOf("purpose_name_length", table.name, 1, 255),
    check("purpose_archived_at_when_archived", sql`(${table.status} = 'archived') = (${table.archivedAt} is not null)`),
    check("purpose_ends_grants_when_archived", sql`${table.status} = 'archived' or not ${table.endsGrants}`),
  ],
);
