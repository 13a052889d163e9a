import { sql } from "drizzle-orm";
import { check, date, integer, pgTable, primaryKey, text, uuid } from "drizzle-orm/pg-core";
import { application } from "./application.ts";
import { oneOf } from "./columns.ts";

/**
 * How a request of an application can end. "refused": the person was not let in, or did not want to. The others are
 * mistakes in its set-up: an unregistered address, a wrong secret or key, a code that is invalid or expired, a request
 * that cannot be answered.
 */
export const applicationOutcomes = [
  "signed-in",
  "refused",
  "redirect-uri",
  "client-authentication",
  "code",
  "request",
] as const;
export type ApplicationOutcome = (typeof applicationOutcomes)[number];

/** How often on a day (UTC) requests of an application ended in this way. Without personal data and without an hour. */
export const applicationDay = pgTable(
  "application_day",
  {
    applicationId: uuid()
      .notNull()
      .references(() => application.id, { onDelete: "restrict" }),
    day: date({ mode: "string" }).notNull(),
    outcome: text({ enum: applicationOutcomes }).notNull(),
    count: integer().notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.applicationId, table.day, table.outcome] }),
    oneOf("application_day_outcome_known", table.outcome, applicationOutcomes),
    check("application_day_positive", sql`${table.count} > 0`),
  ],
);
