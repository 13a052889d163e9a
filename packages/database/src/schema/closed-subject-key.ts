import { sql } from "drizzle-orm";
import { boolean, check, pgTable, text, unique } from "drizzle-orm/pg-core";
import { createdAt, id } from "./columns.ts";

/**
 * The key of the hashes that remain of sign-in identifiers when accounts are closed. One row, from the first start on. It
 * is never replaced, because then no closed account would be recognised; replacing AUTH_SECRET seals it again.
 */
export const closedSubjectKey = pgTable(
  "closed_subject_key",
  {
    id: id(),
    isOnly: boolean().notNull().default(true),
    /** 32 random bytes in base64, sealed for this row's id. */
    keySealed: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("closed_subject_key_is_one_row").on(table.isOnly),
    check("closed_subject_key_is_only", sql`${table.isOnly}`),
  ],
);
