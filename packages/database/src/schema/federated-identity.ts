import { index, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf, moment } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";
import { users } from "./users.ts";

/**
 * The sign-in identifier. People are found by provider and subject, never by email address. An account has one for
 * each connected provider, and at least one until it is closed (trigger).
 */
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
    unique("federated_identity_one_per_provider").on(table.userId, table.providerId),
    index("federated_identity_by_provider").on(table.providerId, table.createdAt, table.userId),
  ],
);
