import { and, count, desc, eq, gte, isNull, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import type { Executor } from "../engine/orm.ts";
import { event, type EventDetails, type EventType, isAdministrative } from "../schema/event.ts";
import { eventAddress } from "../schema/event-address.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { purpose } from "../schema/purpose.ts";
import { receipt } from "../schema/receipt.ts";
import { users } from "../schema/users.ts";

/** A person as events name them. */
interface AuditPerson {
  readonly pseudonym: string;
  /** Null once their account is closed. */
  readonly userId: string | null;
}

/** A change by an administrator, or by the operator through a command. */
export interface AuditEntry {
  readonly id: string;
  readonly at: Date;
  readonly type: EventType;
  /** Null if the system did it. */
  readonly actor: AuditPerson | null;
  /** The person whose data it is about. */
  readonly subject: AuditPerson | null;
  readonly purposeId: string | null;
  /** Its current name; null if it was deleted. */
  readonly purpose: string | null;
  readonly providerId: string | null;
  readonly provider: string | null;
  readonly receiptNumber: string | null;
  readonly details: EventDetails;
  /** The IP address of the administrator; null if it is unknown or was deleted after its time. */
  readonly address: string | null;
}

/** Missing or null: any. */
export interface AuditFilter {
  readonly type?: EventType | null;
  /** An administrator by user id, or the system. */
  readonly actor?: { readonly userId: string } | "system" | null;
  /** Only entries from the same address as the entry with this id. */
  readonly sameAddressAs?: string | null;
  /** At this moment or later. */
  readonly since?: Date | null;
  /** Before this moment. */
  readonly before?: Date | null;
}

export interface AuditCursor {
  readonly at: Date;
  readonly id: string;
}

/**
 * One page of administrative changes, newest first, from an index that has only these. `next` is null on the last page.
 */
export async function listAudit(
  executor: Executor,
  filter: AuditFilter,
  { limit, after = null }: { readonly limit: number; readonly after?: AuditCursor | null },
): Promise<{ entries: AuditEntry[]; next: AuditCursor | null }> {
  const { id, at, type, purposeId, providerId, details } = event;
  const rows = await executor
    .select({
      ...{ id, at, type, purposeId, providerId, details },
      actor: { pseudonym: event.actorId, userId: users.id },
      subject: { pseudonym: event.pseudonym, userId: subjects.id },
      purpose: purpose.name,
      provider: identityProvider.name,
      receiptNumber: receipt.number,
      address: eventAddress.address,
    })
    .from(event)
    .leftJoin(users, eq(users.pseudonym, event.actorId))
    .leftJoin(subjects, eq(subjects.pseudonym, event.pseudonym))
    .leftJoin(purpose, eq(purpose.id, event.purposeId))
    .leftJoin(identityProvider, eq(identityProvider.id, event.providerId))
    .leftJoin(eventAddress, eq(eventAddress.eventId, event.id))
    .leftJoin(receipt, eq(receipt.id, event.receiptId))
    .where(and(...conditions(filter), after === null ? undefined : before(after)))
    .orderBy(desc(at), desc(id))
    .limit(limit + 1);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return {
    entries: rows.slice(0, limit).map((row) => ({ ...row, actor: person(row.actor), subject: person(row.subject) })),
    next: last ? { at: last.at, id: last.id } : null,
  };
}

const subjects = alias(users, "subject");

function person({ pseudonym, userId }: { pseudonym: string | null; userId: string | null }): AuditPerson | null {
  return pseudonym === null ? null : { pseudonym, userId };
}

/** How many match, counted up to `most` + 1, which means "more". Null counts all. */
export async function countAudit(executor: Executor, filter: AuditFilter, most: number | null): Promise<number> {
  const matching = and(...conditions(filter));
  if (most === null) return executor.$count(event, matching);
  const found = executor
    .select({ id: event.id })
    .from(event)
    .where(matching)
    // Without the order of the index the whole table would be read.
    .orderBy(desc(event.at), desc(event.id))
    .limit(most + 1)
    .as("found");
  const [row] = await executor.select({ count: count() }).from(found);
  return row?.count ?? 0;
}

/** The current administrators by user id, oldest account first. */
export async function listActors(executor: Executor): Promise<string[]> {
  const rows = await executor
    .select({ userId: users.id })
    .from(users)
    .where(eq(users.role, "administrator"))
    .orderBy(users.createdAt, users.id);
  return rows.map(({ userId }) => userId);
}

const before = ({ at, id }: AuditCursor): SQL => sql`(${event.at}, ${event.id}) < (${at}::timestamptz, ${id}::uuid)`;

function conditions({ type, actor, sameAddressAs, since, before: until }: AuditFilter): (SQL | undefined)[] {
  return [
    isAdministrative,
    type == null ? undefined : eq(event.type, type),
    actor == null
      ? undefined
      : actor === "system"
        ? isNull(event.actorId)
        : eq(event.actorId, pseudonymOf(actor.userId)),
    sameAddressAs == null ? undefined : fromSameAddress(sameAddressAs),
    since == null ? undefined : gte(event.at, since),
    until == null ? undefined : lt(event.at, until),
  ];
}

const pseudonymOf = (userId: string) => sql`(select ${users.pseudonym} from ${users} where ${users.id} = ${userId})`;

// Written with table names: drizzle leaves them out in a query of one table, and the inner query would use its own
// columns.
const fromSameAddress = (eventId: string) => sql`exists (
  select from event_address a join event_address b on b.address = a.address
  where a.event_id = ${eventId}::uuid and b.event_id = event.id)`;

/** The address of one entry, or null. */
export async function addressOf(executor: Executor, eventId: string): Promise<string | null> {
  const { address } = eventAddress;
  const [row] = await executor.select({ address }).from(eventAddress).where(eq(eventAddress.eventId, eventId));
  return row?.address ?? null;
}
