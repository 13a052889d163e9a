import { pgTable, primaryKey, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { createdAt, moment } from "./columns.ts";
import { users } from "./users.ts";

/** A person's use of an application, which they see in My data. All times are to the minute. */
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
    lastSignedInAt: moment(),
    /** When it last got claims. */
    lastReleasedAt: moment(),
  },
  (table) => [primaryKey({ columns: [table.userId, table.applicationId] })],
);
