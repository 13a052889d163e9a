import { actorKinds } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { createdAt, id, languageTag, oneOf } from "./columns.ts";
import { receipt } from "./receipt.ts";

export const eventTypes = [
  "provisioned",
  "refused",
  "granted",
  "denied",
  "told",
  "withdrawn",
  "expired",
  "purpose-withdrawn",
  "refreshed",
  "corrected",
  "objected",
  "sessions-ended",
  "identity-connected",
  "identity-disconnected",
  "closed",
  "suspended",
  "restored",
  "restricted",
  "restriction-ends",
  "administrator-appointed",
  "administrator-invited",
  "administrator-invitation-revoked",
  "administrator-removed",
  "purpose-created",
  "purpose-drafted",
  "purpose-draft-discarded",
  "purpose-changed",
  "purpose-moved",
  "purpose-archived",
  "purpose-restored",
  "purpose-deleted",
  "provider-created",
  "provider-changed",
  "provider-moved",
  "provider-deleted",
  "controller-changed",
  "settings-changed",
  "signing-key-rotated",
  "secret-resealed",
  "attribute-created",
  "attribute-changed",
  "attribute-deleted",
  "value-shown",
  "archive-given",
  "sign-in-released",
  "subjects-moved",
  "value-searched",
  "records-exported",
  "application-created",
  "application-changed",
  "application-deleted",
  "oidc-key-rotated",
  "chained",
] as const;
export type EventType = (typeof eventTypes)[number];

export type ActorKind = (typeof actorKinds)[number];

/**
 * What the organisation did: an administrator, or the operator through a command. Expiry, refreshing, sessions that a
 * provider ended, the end of a purpose for each person, and what an update takes into the ledger (`chained`) are the
 * system's own work. Written without parameters,
 * exactly as in the index, so that PostgreSQL uses the index.
 */
export const isAdministrative = sql.raw(
  "(actor_kind = 'administrator' or (actor_kind = 'system' and type not in ('expired', 'purpose-withdrawn', 'refreshed', 'sessions-ended', 'chained')))",
);

export type EventDetails = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/**
 * The audit log. Append only (trigger). It outlives what it names, so ids of purposes and providers have no foreign
 * key. `actorId` and `pseudonym` are pseudonyms, never user ids. A refusal names no actor, no pseudonym and no receipt,
 * and its time is cut to the hour.
 */
export const event = pgTable(
  "event",
  {
    id: id(),
    at: createdAt(),
    type: text({ enum: eventTypes }).notNull(),
    actorKind: text({ enum: actorKinds }),
    actorId: uuid(),
    pseudonym: uuid(),
    providerId: uuid(),
    purposeId: uuid(),
    receiptId: uuid().references(() => receipt.id, { onDelete: "restrict" }),
    language: text(),
    details: jsonb().$type<EventDetails>().notNull().default({}),
  },
  (table) => [
    oneOf("event_type_known", table.type, eventTypes),
    oneOf("event_actor_kind_known", table.actorKind, actorKinds),
    check("event_actor_named", sql`(${table.actorId} is null) = (coalesce(${table.actorKind}, 'system') = 'system')`),
    check("event_actor_unless_refused", sql`(${table.actorKind} is null) = (${table.type} = 'refused')`),
    check(
      "event_refusal_anonymous",
      sql`${table.type} <> 'refused' or (${table.actorId} is null and ${table.pseudonym} is null and ${table.receiptId} is null)`,
    ),
    check(
      "event_refusal_hour_only",
      sql`${table.type} <> 'refused' or date_trunc('hour', ${table.at} at time zone 'UTC') = ${table.at} at time zone 'UTC'`,
    ),
    languageTag("event_language_shape", table.language),
    check("event_details_is_object", sql`jsonb_typeof(${table.details}) = 'object'`),
    // Read backwards for the newest first.
    index("event_by_time").on(table.at, table.id),
    index("event_by_type").on(table.type, table.at),
    index("event_by_pseudonym").on(table.pseudonym, table.at),
    index("event_administrative").on(table.at, table.id).where(isAdministrative),
  ],
);
