import { pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { createdAt, moment } from "./columns.ts";
import { users } from "./users.ts";

/** Somebody has signed in to an application. Both times are to the minute, and for the person to see in My data. */
export const applicationUse = pgTable(
  "application_use",
  {
    userId: uuid()
      .notNull()
      .references(() => users.id, { onDelete: "restrict" }),
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
    firstAt: createdAt(),
    /** When it last asked for claims and got an answer. */
    lastReleasedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.applicationId] })],
);
