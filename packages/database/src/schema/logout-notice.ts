import { index, integer, pgTable, text, unique, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { createdAt, id, moment, shapeOf } from "./columns.ts";

/**
 * The end of a session that an application has not been told about yet. A trigger writes it in the transaction that ends
 * the session, so it is never forgotten. It has no account id. OpenID Connect Back-Channel Logout 1.0.
 */
export const logoutNotice = pgTable(
  "logout_notice",
  {
    id: id(),
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
    /** The application's identifier for the session. */
    sid: text().notNull(),
    /** The application's identifier for the person; null if it never got one. */
    subject: text(),
    createdAt: createdAt(),
    /** How often it was sent. */
    attempts: integer().notNull().default(0),
    /** When to send it, or send it again. */
    dueAt: moment().notNull().defaultNow(),
  },
  (table) => [
    unique("logout_notice_once").on(table.applicationId, table.sid),
    shapeOf("logout_notice_sid_shape", table.sid, "[A-Za-z0-9_-]{21,64}"),
    shapeOf("logout_notice_subject_shape", table.subject, "[A-Za-z0-9_-]{22}"),
    index("logout_notice_by_due").on(table.dueAt),
  ],
);
