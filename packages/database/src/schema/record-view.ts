import { pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, lengthOf } from "./columns.ts";
import { users } from "./users.ts";

/**
 * A filter of the records that an administrator saved by name. No one else sees it, and it is deleted with the account.
 */
export const recordView = pgTable(
  "record_view",
  {
    id: id(),
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    name: text().notNull(),
    /** The query of the address, without the question mark. */
    search: text().notNull(),
    createdAt: createdAt(),
  },
  (table) => [
    unique("record_view_name_unique").on(table.userId, table.name),
    lengthOf("record_view_name_length", table.name, 1, 60),
    lengthOf("record_view_search_length", table.search, 1, 1000),
  ],
);
