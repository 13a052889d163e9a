import { index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment, sha256 } from "./columns.ts";
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
    /** To the minute: see sessions.ts. */
    lastSeenAt: createdAt(),
    expiresAt: moment().notNull(),
  },
  (table) => [
    sha256("session_token_hash_shape", table.tokenHash),
    index("session_by_user").on(table.userId),
    index("session_by_expiry").on(table.expiresAt),
  ],
);
