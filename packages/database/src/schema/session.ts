import { boolean, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, lengthOf, moment, sha256 } from "./columns.ts";
import { identityProvider } from "./identity-provider.ts";
import { users } from "./users.ts";

/** A signed-in browser, by the hash of its token, so that a copy of the database opens no session. */
export const session = pgTable(
  "session",
  {
    tokenHash: text().primaryKey(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    providerId: uuid().references(() => identityProvider.id, { onDelete: "restrict" }),
    createdAt: createdAt(),
    /** When the person proved at the provider who they are: `auth_time` if it was sent, else the sign-in. */
    authenticatedAt: createdAt(),
    /** Whether `authenticatedAt` is the provider's word. A provider can also answer from a session that it has open. */
    authenticationProved: boolean().notNull().default(false),
    /** How they proved it: the provider's `acr`, which applications get too. */
    acr: text(),
    /** To the minute: see sessions.ts. */
    lastSeenAt: createdAt(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    sha256("session_token_hash_shape", table.tokenHash),
    lengthOf("session_acr_length", table.acr, 1, 255),
    index("session_by_user").on(table.userId),
    index("session_by_expiry").on(table.expiresAt),
  ],
);
