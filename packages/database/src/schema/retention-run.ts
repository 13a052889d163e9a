import { check, index, jsonb, pgTable } from "drizzle-orm/pg-core";
import { sql } from "drizzle-orm";
import { createdAt, id, moment } from "./columns.ts";

export const removedKinds = [
  "grants",
  "values",
  "sessions",
  "keys",
  "setupLinks",
  "invitations",
  "attempts",
  "oidcItems",
  "oidcKeys",
  "addresses",
  "refusals",
] as const;
export type RemovedKind = (typeof removedKinds)[number];
export type Removed = Readonly<Partial<Record<RemovedKind, number>>>;

/**
 * One run of the retention job: its times, and how much of each kind it removed. `touchedAt` is a lease: see
 * retention.ts.
 */
export const retentionRun = pgTable(
  "retention_run",
  {
    id: id(),
    startedAt: createdAt(),
    touchedAt: createdAt(),
    finishedAt: moment(),
    removed: jsonb().$type<Removed>().notNull().default({}),
  },
  (table) => [
    check("retention_run_removed_is_object", sql`jsonb_typeof(${table.removed}) = 'object'`),
    index("retention_run_by_start").on(table.startedAt),
  ],
);
