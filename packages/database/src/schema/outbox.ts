import { sql } from "drizzle-orm";
import { bigint, check, index, jsonb, pgTable, text, unique, uniqueIndex, uuid } from "drizzle-orm/pg-core";
import { moment, oneOf } from "./columns.ts";

/** What consumers may want to know. */
export const outboxTypes = [
  "provisioned",
  "granted",
  "denied",
  "withdrawn",
  "expired",
  "closed",
  "purpose-published",
] as const;
export type OutboxType = (typeof outboxTypes)[number];

/** Ids only. A consumer reads the rows when it delivers, and does not find rows that were deleted meanwhile. */
export interface OutboxPayload {
  readonly event: string;
  readonly pseudonym?: string;
  readonly receipt?: string;
  readonly provider?: string;
  readonly purpose?: string;
}

/**
 * Facts for future consumers, written by a trigger in the transaction of the fact. Ids rise in commit order. A consumer
 * claims rows (FOR UPDATE SKIP LOCKED), delivers them, and marks them.
 */
export const outbox = pgTable(
  "outbox",
  {
    id: bigint({ mode: "number" }).primaryKey().generatedByDefaultAsIdentity(),
    at: moment().notNull(),
    type: text({ enum: outboxTypes }).notNull(),
    eventId: uuid().notNull(),
    payload: jsonb().$type<OutboxPayload>().notNull(),
    claimedAt: moment(),
    deliveredAt: moment(),
  },
  (table) => [
    oneOf("outbox_type_known", table.type, outboxTypes),
    check("outbox_payload_is_object", sql`jsonb_typeof(${table.payload}) = 'object'`),
    check("outbox_delivered_after_claimed", sql`${table.deliveredAt} >= ${table.claimedAt}`),
    check("outbox_claimed_before_delivered", sql`${table.deliveredAt} is null or ${table.claimedAt} is not null`),
    unique("outbox_once").on(table.eventId, table.type),
    // A receipt's grants and denials are written once, however many events name it.
    uniqueIndex("outbox_decision_once")
      .on(sql`(${table.payload} ->> 'receipt')`, table.type)
      .where(sql`${table.type} in ('granted', 'denied')`),
    index("outbox_undelivered")
      .on(table.id)
      .where(sql`${table.deliveredAt} is null`),
  ],
);
