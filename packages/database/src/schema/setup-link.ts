import { sql } from "drizzle-orm";
import { check, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, moment, sha256 } from "./columns.ts";
import { users } from "./users.ts";

/** The one-time link for the first administrator, by the hash of its token. */
export const setupLink = pgTable(
  "setup_link",
  {
    tokenHash: text().primaryKey(),
    createdAt: createdAt(),
    expiresAt: moment().notNull(),
    usedAt: moment(),
    usedBy: uuid().references(() => users.id, { onDelete: "restrict" }),
  },
  (table) => [
    sha256("setup_link_token_hash_shape", table.tokenHash),
    check("setup_link_used_by_somebody", sql`(${table.usedAt} is null) = (${table.usedBy} is null)`),
  ],
);
