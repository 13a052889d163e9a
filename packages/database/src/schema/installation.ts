import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { languageTag, shapeOf } from "./columns.ts";

/** The limits of session lengths, in minutes and hours. People may stay signed in longer than administrators. */
export const sessionBounds = {
  idleMinutes: { least: 5, most: 1440 },
  personHours: { least: 1, most: 720 },
  administratorHours: { least: 1, most: 24 },
} as const;

/** The limits for keeping anonymous events, in days. */
export const anonymousEventBounds = { least: 1, most: 9999 } as const;

type Bounds = { readonly least: number; readonly most: number };

const within = (name: string, column: AnyPgColumn, { least, most }: Bounds) =>
  check(name, sql`${column} between ${sql.raw(String(least))} and ${sql.raw(String(most))}`);

/**
 * The settings of this installation. One row, which the migrations create. Each section has its own revision; if two
 * administrators edit the same one at once, the second gets a conflict.
 */
export const installation = pgTable(
  "installation",
  {
    id: integer().primaryKey().default(1),
    /** BCP 47; null offers every language of the pages. */
    offeredLanguages: text().array(),
    /** For browsers that ask for none of the offered languages. */
    fallbackLanguage: text().notNull().default("en"),
    languagesRevision: integer().notNull().default(1),
    personIdleMinutes: integer().notNull().default(480),
    personHours: integer().notNull().default(8),
    administratorIdleMinutes: integer().notNull().default(480),
    administratorHours: integer().notNull().default(8),
    sessionsRevision: integer().notNull().default(1),
    /** Null: the operator's setting applies. */
    anonymousEventDays: integer(),
    retentionRevision: integer().notNull().default(1),
    /** A colour such as #005d76 for the pages; null for the default. */
    accent: text(),
    appearanceRevision: integer().notNull().default(1),
  },
  (table) => [
    check("installation_is_one_row", sql`${table.id} = 1`),
    check("installation_fallback_offered", sql`${table.fallbackLanguage} = any (${table.offeredLanguages})`),
    languageTag("installation_fallback_language_shape", table.fallbackLanguage),
    within("installation_person_idle_range", table.personIdleMinutes, sessionBounds.idleMinutes),
    within("installation_person_hours_range", table.personHours, sessionBounds.personHours),
    within("installation_administrator_idle_range", table.administratorIdleMinutes, sessionBounds.idleMinutes),
    within("installation_administrator_hours_range", table.administratorHours, sessionBounds.administratorHours),
    check(
      "installation_idle_within_hours",
      sql`${table.personIdleMinutes} <= ${table.personHours} * 60 and ${table.administratorIdleMinutes} <= ${table.administratorHours} * 60`,
    ),
    shapeOf("installation_accent_shape", table.accent, "#[0-9a-f]{6}"),
    within("installation_anonymous_event_days_range", table.anonymousEventDays, anonymousEventBounds),
  ],
);
