import { pgTable, text, uuid } from "drizzle-orm/pg-core";
import { lengthOf, shapeOf } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";

/** Email domains by which people find their provider on the sign-in page. Each leads to one provider. */
export const providerDomain = pgTable(
  "provider_domain",
  {
    /** In lower case, other scripts as RFC 5891 encodes them. */
    domain: text().primaryKey(),
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
  },
  (table) => [
    lengthOf("provider_domain_length", table.domain, 3, 253),
    shapeOf("provider_domain_shape", table.domain, "([a-z0-9-]{1,63}\\.)+[a-z0-9-]{1,63}"),
  ],
);
