import { pgTable, uuid } from "drizzle-orm/pg-core";
import { identityProvider } from "./identity-provider.ts";
import { pictureColumns, pictureRules } from "./picture.ts";

/** A picture for a provider, if it has one. */
export const providerLogo = pgTable(
  "provider_logo",
  {
    providerId: uuid()
      .primaryKey()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    ...pictureColumns(),
  },
  (table) => pictureRules("provider_logo", table),
);
