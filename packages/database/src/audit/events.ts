import { AsyncLocalStorage } from "node:async_hooks";
import { and, count, desc, eq, gte, lt, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { type ActorKind, event, type EventDetails, type EventType } from "../schema/event.ts";
import { eventAddress } from "../schema/event-address.ts";
import { users } from "../schema/users.ts";

export interface NewEvent {
  readonly type: Exclude<EventType, "refused">;
  /**
   * Who did it: a person or an administrator by user id (stored as their pseudonym), the person with the set-up link,
   * or the system.
   */
  readonly actor: { readonly kind: "person" | "administrator"; readonly userId: string } | "system" | "setup";
  /** The pseudonym of the person whose data it is about. */
  readonly pseudonym?: string | null;
  readonly providerId?: string | null;
  readonly purposeId?: string | null;
  readonly receiptId?: string | null;
  readonly language?: string | null;
  /** Never contains a value of an attribute. */
  readonly details?: EventDetails;
}

export interface Event {
  readonly id: string;
  readonly at: Date;
  readonly type: EventType;
  readonly actorKind: ActorKind | null;
  /** A pseudonym. */
  readonly actorId: string | null;
  readonly pseudonym: string | null;
  readonly providerId: string | null;
  readonly purposeId: string | null;
  readonly receiptId: string | null;
  readonly language: string | null;
  readonly details: EventDetails;
}

/** Who acts in the administration: a user id, `setupActor`, or null for the system (seed, command). */
export type Actor = string | null;

/** The person with the set-up link, before there is an administrator. They have no account. */
export const setupActor = "setup";

export function eventActor(by: Actor): NewEvent["actor"] {
  if (by === setupActor) return "setup";
  return by === null ? "system" : { kind: "administrator", userId: by };
}

const actingAddress = new AsyncLocalStorage<string | null>();

/**
 * Runs an administrator's action so that each of its events records this IP address; null if it is unknown. The address
 * travels in an AsyncLocalStorage because every function between the action and the event would otherwise have to pass
 * it on.
 */
export const actingFrom = <Value>(address: string | null, work: () => Promise<Value>): Promise<Value> =>
  actingAddress.run(address, work);

/**
 * Adds an event to the audit log. Pass the transaction of the change that it reports. Throws DatabaseError if the
 * actor's account is closed.
 */
export async function appendEvent(executor: Executor, { actor, details, ...rest }: NewEvent): Promise<void> {
  const through = actor === "setup" ? { through: "setup-link" } : {};
  const acting =
    typeof actor === "string"
      ? { actorKind: "system" as const }
      : {
          actorKind: actor.kind,
          actorId: sql`(select ${users.pseudonym} from ${users} where ${users.id} = ${actor.userId})`,
        };
  const made = { ...rest, ...acting, details: { ...details, ...through } };
  const address = isAdministration(actor) ? (actingAddress.getStore() ?? null) : null;
  if (address === null) return void (await executor.insert(event).values(made));
  await executor.transaction(async (tx) => {
    const [row] = await tx.insert(event).values(made).returning({ eventId: event.id });
    if (row) await tx.insert(eventAddress).values({ ...row, address });
  });
}

/** The address is stored for administrators only. */
const isAdministration = (actor: NewEvent["actor"]): boolean =>
  actor === "setup" || (typeof actor === "object" && actor.kind === "administrator");

/** The newest events first. */
export async function latestEvents(
  executor: Executor,
  { limit, pseudonym }: { limit: number; pseudonym?: string },
): Promise<Event[]> {
  return executor
    .select()
    .from(event)
    .where(pseudonym === undefined ? undefined : eq(event.pseudonym, pseudonym))
    .orderBy(desc(event.at), desc(event.id))
    .limit(limit);
}

/**
 * The number of events by type, from `since` and before `before`, optionally of one provider or one type. `asked`:
 * leaves out events of people who were told and not asked.
 */
export async function countEvents(
  executor: Executor,
  {
    since,
    before,
    providerId,
    type,
    asked,
  }: { since: Date; before?: Date; providerId?: string; type?: EventType; asked?: true },
): Promise<Readonly<Partial<Record<EventType, number>>>> {
  const rows = await executor
    .select({ type: event.type, count: count() })
    .from(event)
    .where(
      and(
        gte(event.at, since),
        before === undefined ? undefined : lt(event.at, before),
        providerId === undefined ? undefined : eq(event.providerId, providerId),
        type === undefined ? undefined : eq(event.type, type),
        asked ? sql`not jsonb_exists(${event.details}, 'told')` : undefined,
      ),
    )
    .groupBy(event.type);
  return Object.fromEntries(rows.map((row) => [row.type, row.count]));
}

/**
 * The differences as event details: `x` and `xBefore` for each field that changed. `xBefore` is null if there was no
 * value.
 */
export function changesBetween<Told extends EventDetails>(before: Partial<Told>, after: Told): EventDetails {
  const changes: Record<string, EventDetails[string]> = {};
  for (const [name, value] of Object.entries(after)) {
    const was = before[name] ?? null;
    if (JSON.stringify(was) === JSON.stringify(value)) continue;
    changes[name] = value;
    changes[`${name}Before`] = was;
  }
  return changes;
}
