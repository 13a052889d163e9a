import { index, pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { identityProvider } from "./identity-provider.ts";
import { purpose } from "./purpose.ts";

/** The purposes that a provider in the mode `chosen` asks. */
export const identityProviderPurpose = pgTable(
  "identity_provider_purpose",
  {
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    purposeId: uuid()
      .notNull()
      .references(() => purpose.id, { onDelete: "cascade" }),
  },
  (table) => [
    primaryKey({ columns: [table.providerId, table.purposeId] }),
    index("identity_provider_purpose_by_purpose").on(table.purposeId),
  ],
);
