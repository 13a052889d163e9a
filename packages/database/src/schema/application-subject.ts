import { pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, lengthOf, shapeOf } from "./columns.ts";
import { users } from "./users.ts";

/**
 * The identifier of a person for the applications of a sector: 128 random bits, created at the first sign-in there and
 * deleted with the account. It is random, so it leads nowhere without this row. OpenID Connect Core 1.0, section 8.
 */
export const applicationSubject = pgTable(
  "application_subject",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    sector: text().notNull(),
    subject: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    primaryKey({ columns: [table.userId, table.sector] }),
    unique("application_subject_unique").on(table.subject),
    shapeOf("application_subject_shape", table.subject, "[A-Za-z0-9_-]{22}"),
    lengthOf("application_subject_sector_length", table.sector, 1, 255),
  ],
);
