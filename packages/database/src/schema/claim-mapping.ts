import { sql } from "drizzle-orm";
import { check, index, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { attribute } from "./attribute.ts";
import { identityProvider } from "./identity-provider.ts";

/** Where an attribute stands in what a provider says: names from the outside in. */
export const claimMapping = pgTable(
  "claim_mapping",
  {
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    attributeKey: text()
      .notNull()
      .references(() => attribute.key, { onDelete: "restrict" }),
    claimPath: text().array().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.attributeKey] }),
    index("claim_mapping_by_attribute").on(table.attributeKey),
    check("claim_mapping_path_depth", sql`cardinality(${table.claimPath}) between 1 and 8`),
    check("claim_mapping_path_complete", sql`array_position(${table.claimPath}, null) is null`),
  ],
);
