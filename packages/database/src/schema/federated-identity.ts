import { index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";
import { users } from "./users.ts";

/** The sign-in identifier. A person is known by provider and subject, and never by an e-mail address. */
export const federatedIdentity = pgTable(
  "federated_identity",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    providerId: uuid()
      .notNull()
      .references(() => identityProvider.id, { onDelete: "restrict" }),
    subject: text().notNull(),
    createdAt: createdAt(),
    lastSignInAt: moment(),
  },
  (table) => [
    unique("federated_identity_subject_unique").on(table.providerId, table.subject),
    // OpenID Connect Core 1.0, section 2: at most 255 ASCII characters. Some providers send more.
    lengthOf("federated_identity_subject_length", table.subject, 1, 1023),
    index("federated_identity_by_user").on(table.userId),
    index("federated_identity_by_provider").on(table.providerId, table.createdAt, table.userId),
  ],
);
