import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { createdAt, id, moment, sha256 } from "./columns.ts";

/**
 * The hashes of an application's secrets: 256 random bits need no slow hash. Two can be valid at once, so that one can
 * be replaced without an interruption.
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
    /** From then on it is refused; null if it was not ended. */
    endsAt: moment(),
  },
  (table) => [
    sha256("application_secret_hash_shape", table.hash),
    check("application_secret_ends_after_start", sql`${table.endsAt} >= ${table.createdAt}`),
    index("application_secret_by_application").on(table.applicationId),
  ],
);
