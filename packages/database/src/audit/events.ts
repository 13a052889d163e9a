import { and, count, desc, eq, gte, lt, sql } from "drizzle-orm";
import { actingAddress } from "./acting-from.ts";
import type { Executor } from "../engine/orm.ts";
import { type ActorKind, event, type EventDetails, type EventType } from "../schema/event.ts";
import { eventAddress } from "../schema/event-address.ts";
import { users } from "../schema/users.ts";

export interface NewEvent {
  readonly type: Exclude<EventType, "refused">;
  /**
   * Who did it: a person or an administrator by user id (kept as their pseudonym), or the system itself, be it for whoever
   * sets the installation up with the one-time link.
   */
  readonly actor: { readonly kind: "person" | "administrator"; readonly userId: string } | "system" | "setup";
  /** Whose data it is about. */
  readonly pseudonym?: string | null;
  readonly providerId?: string | null;
  readonly purposeId?: string | null;
  readonly receiptId?: string | null;
  readonly language?: string | null;
  /** Never a value of an attribute. */
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

/** Who does something in the administration: a user id, `setupActor`, or null for the system (seed, command). */
export type Actor = string | null;

/** Whoever holds the set-up link, while there is no administrator: nobody that has an account. */
export const setupActor = "setup";

export function eventActor(by: Actor): NewEvent["actor"] {
  if (by === setupActor) return "setup";
  return by === null ? "system" : { kind: "administrator", userId: by };
}

/** Adds to the audit log. Give it the transaction of what it reports. A closed account cannot act: DatabaseError. */
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
  const address = isAdministration(actor) ? actingAddress() : null;
  if (address === null) return void (await executor.insert(event).values(made));
  await executor.transaction(async (tx) => {
    const [row] = await tx.insert(event).values(made).returning({ eventId: event.id });
    if (row) await tx.insert(eventAddress).values({ ...row, address });
  });
}

/** What people do themselves has no address, whatever they do it within. */
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

/** How many events of each type there were since then, and before another moment, of one provider or of all, and of one type or of all. */
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
