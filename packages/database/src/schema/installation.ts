import { sql } from "drizzle-orm";
import { type AnyPgColumn, check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { languageTag, shapeOf } from "./columns.ts";

/** Within what sessions are set, minutes and hours. People may stay signed in longer than administrators. */
export const sessionBounds = {
  idleMinutes: { least: 5, most: 1440 },
  personHours: { least: 1, most: 720 },
  administratorHours: { least: 1, most: 24 },
} as const;

/** Within what anonymous events are kept, in days. */
export const anonymousEventBounds = { least: 1, most: 9999 } as const;

type Bounds = { readonly least: number; readonly most: number };

const within = (name: string, column: AnyPgColumn, { least, most }: Bounds) =>
  check(name, sql`${column} between ${sql.raw(String(least))} and ${sql.raw(String(most))}`);

/**
 * How this installation works. One row, which is there from the start. Each section of it has a revision of its own, so
 * that of two administrators who edit one at once the second is told.
 */
export const installation = pgTable(
  "installation",
  {
    id: integer().primaryKey().default(1),
    /** BCP 47; null offers every language of the screens. */
    offeredLanguages: text().array(),
    /** For whoever asks for none of those that are offered. */
    fallbackLanguage: text().notNull().default("en"),
    languagesRevision: integer().notNull().default(1),
    personIdleMinutes: integer().notNull().default(480),
    personHours: integer().notNull().default(8),
    administratorIdleMinutes: integer().notNull().default(480),
    administratorHours: integer().notNull().default(8),
    sessionsRevision: integer().notNull().default(1),
    /** Null: as the operator's setting says. */
    anonymousEventDays: integer(),
    retentionRevision: integer().notNull().default(1),
    /** A colour like #005d76 for what people see; null for ours. */
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
