import { pgTable, primaryKey, text, unique, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { createdAt, moment, shapeOf } from "./columns.ts";
import { session } from "./session.ts";

/** The applications that a session was used for, each with its own session id: the `sid` of Back-Channel Logout. */
export const sessionApplication = pgTable(
  "session_application",
  {
    tokenHash: text()
      .notNull()
      .references(() => session.tokenHash, { onDelete: "cascade" }),
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
    sid: text().notNull(),
    createdAt: createdAt(),
    /** When the person last continued to the application, after every question that could be asked. */
    enteredAt: moment(),
  },
  (table) => [
    primaryKey({ columns: [table.tokenHash, table.applicationId] }),
    unique("session_application_sid_unique").on(table.sid),
    shapeOf("session_application_sid_shape", table.sid, "[A-Za-z0-9_-]{21,64}"),
  ],
);
