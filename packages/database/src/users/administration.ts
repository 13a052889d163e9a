import { and, eq, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lock, lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { session } from "../schema/session.ts";
import { users } from "../schema/users.ts";

/** An administrator (`by`) who changes another person's account (`userId`). Both are user ids. */
export interface AccountAct {
  readonly userId: string;
  readonly by: string;
}

/**
 * "self": administrators change their own account in My data, and the last administrator must stay. "not-allowed": `by`
 * is no longer an active administrator. "changed": the account is not in the state that this change starts from.
 */
export type AdministrationFailure = { readonly ok: false; readonly code: "self" | "not-allowed" | "changed" };
export type AdministrationResult = { readonly ok: true } | AdministrationFailure;

/**
 * Returns why `by` may not act on this account now, or null if they may. Acts of administrators wait for each other: if
 * two suspend each other, the second is already suspended, so one always remains. Call it within the transaction of the
 * act, before it takes any other lock.
 */
export async function checkMayAct(tx: Executor, { userId, by }: AccountAct): Promise<AdministrationFailure | null> {
  if (userId === by) return { ok: false, code: "self" };
  return (await actingAdministrator(tx, by)) === null ? { ok: false, code: "not-allowed" } : null;
}

/**
 * Waits for its turn among the acts of administrators. Returns the pseudonym, or null if the user is not an active
 * administrator.
 */
export async function actingAdministrator(tx: Executor, userId: string): Promise<string | null> {
  await lock(tx, "administrator");
  return activeAdministrator(tx, userId);
}

/** The same for reading: does not wait for other acts. The account cannot change until the transaction ends. */
export async function activeAdministrator(tx: Executor, userId: string): Promise<string | null> {
  const active = and(eq(users.id, userId), eq(users.role, "administrator"), eq(users.status, "active"));
  const [actor] = await tx.select({ pseudonym: users.pseudonym }).from(users).where(active).for("share");
  return actor?.pseudonym ?? null;
}

/**
 * Whether this is the only active administrator; suspended ones do not count. Waits for its turn, so that if two leave
 * at once, the second one sees that the first has left.
 */
export async function isLastAdministrator(tx: Executor, userId: string): Promise<boolean> {
  await lock(tx, "administrator");
  return isOnlyAdministrator(tx, userId);
}

/** The same for a page, without waiting. */
export async function isOnlyAdministrator(executor: Executor, userId: string): Promise<boolean> {
  const active = and(eq(users.role, "administrator"), eq(users.status, "active"));
  const some = await executor.select({ id: users.id }).from(users).where(active).limit(2);
  return some.length === 1 && some[0]?.id === userId;
}

/**
 * Takes away the role and nothing else: the account stays. It applies to open sessions at once, because each request
 * reads it.
 */
export async function removeAdministrator(database: Database, act: AccountAct): Promise<AdministrationResult> {
  return acting(database, act, async (tx, person) => {
    const held = and(eq(users.id, act.userId), eq(users.role, "administrator"));
    const removed = await tx.update(users).set({ role: "person" }).where(held).returning({ id: users.id });
    if (removed.length === 0) return changed;
    await logAct(tx, "administrator-removed", act, person.pseudonym, {});
    return { ok: true };
  });
}

/** Ends all sessions and refuses sign-ins until the account is restored. What is stored stays. */
export async function suspendAccount(database: Database, act: AccountAct): Promise<AdministrationResult> {
  return acting(database, act, async (tx, person) => {
    if (person.status !== "active") return changed;
    await tx.update(users).set({ status: "suspended" }).where(eq(users.id, act.userId));
    const sessions = await endAll(tx, act.userId);
    await logAct(tx, "suspended", act, person.pseudonym, { sessions });
    return { ok: true };
  });
}

/** The person can sign in again. */
export async function restoreAccount(database: Database, act: AccountAct): Promise<AdministrationResult> {
  return acting(database, act, async (tx, person) => {
    if (person.status !== "suspended") return changed;
    await tx.update(users).set({ status: "active" }).where(eq(users.id, act.userId));
    await logAct(tx, "restored", act, person.pseudonym, {});
    return { ok: true };
  });
}

/** Ends all sessions of a person. "changed": there are none. */
export async function endSessionsFor(database: Database, act: AccountAct): Promise<AdministrationResult> {
  return acting(database, act, async (tx, person) => {
    const sessions = await endAll(tx, act.userId);
    if (sessions === 0) return changed;
    await logAct(tx, "sessions-ended", act, person.pseudonym, { sessions });
    return { ok: true };
  });
}

const changed = { ok: false, code: "changed" } as const;

type Person = NonNullable<Awaited<ReturnType<typeof lockPerson>>>;

async function acting(
  database: Database,
  act: AccountAct,
  work: (tx: Executor, person: Person) => Promise<AdministrationResult>,
): Promise<AdministrationResult> {
  return database.orm.transaction(async (tx) => {
    const refused = await checkMayAct(tx, act);
    if (refused) return refused;
    const person = await lockPerson(tx, act.userId);
    return person === null ? changed : work(tx, person);
  });
}

async function endAll(tx: Executor, userId: string): Promise<number> {
  const ended = await tx
    .delete(session)
    .where(eq(session.userId, userId))
    .returning({ at: sql`1` });
  return ended.length;
}

function logAct(
  tx: Executor,
  type: "suspended" | "restored" | "sessions-ended" | "administrator-removed",
  { by }: AccountAct,
  pseudonym: string | null,
  details: Readonly<Record<string, number>>,
): Promise<void> {
  return appendEvent(tx, { type, actor: { kind: "administrator", userId: by }, pseudonym, details });
}
