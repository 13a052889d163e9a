import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { createdAt, id, moment, sha256 } from "./columns.ts";

/**
 * Secrets of an application, by their hash: 256 random bits need no slow hash. Two can be valid at once, so that one is
 * replaced without a break.
 */
export const applicationSecret = pgTable(
  "application_secret",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
    hash: text().notNull(),
    createdAt: createdAt(),
    /** From then on it is refused; null while nobody has ended it. */
    endsAt: moment(),
  },
  (table) => [
    sha256("application_secret_hash_shape", table.hash),
    check("application_secret_ends_after_start", sql`${table.endsAt} >= ${table.createdAt}`),
    index("application_secret_by_application").on(table.applicationId),
  ],
);
