import { sql } from "drizzle-orm";
import { actingAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import { closedSubject, storedSubjects } from "../provisioning/closed-subject.ts";
import { lock, lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import type { UserStatus } from "../schema/users.ts";

export interface SubjectMove {
  readonly before: string;
  readonly after: string;
}

export interface MoveInput {
  readonly fromProvider: string;
  /** The same provider, if only its client ID has changed. */
  readonly toProvider: string;
  readonly moves: readonly SubjectMove[];
  readonly by: string;
}

/**
 * "unknown": no account has these identifiers. "taken": a new one belongs to another account already, open or closed.
 * "both": the account is connected to the other provider too. "disabled": people cannot sign in through the other
 * provider. `indexes`: of the moves that are wrong.
 */
export type MoveResult =
  | { readonly ok: true; readonly people: number }
  | { readonly ok: false; readonly code: "not-allowed" | "disabled" }
  | { readonly ok: false; readonly code: "unknown" | "taken" | "both"; readonly indexes: readonly number[] };

class Refused extends Error {
  constructor(readonly result: Extract<MoveResult, { ok: false }>) {
    super(result.code);
  }
}

type Held = { id: string; userId: string; subject: string; status: UserStatus };

/**
 * Gives accounts other sign-in identifiers, because their provider has a new issuer or knows us by a new client ID, all of
 * them or none. The accounts and what is stored stay; sessions through the earlier identifier end, and each account has its
 * event. A closed account keeps the new identifier out, as it did the old one. A person whose identifier is not moved would
 * be new at the next sign-in.
 */
export async function moveSubjects(database: Database, input: MoveInput): Promise<MoveResult> {
  try {
    return await database.orm.transaction((tx) => moveAll(tx, input));
  } catch (error) {
    if (error instanceof Refused) return error.result;
    throw error;
  }
}

async function moveAll(tx: Executor, { fromProvider, toProvider, moves, by }: MoveInput): Promise<MoveResult> {
  if ((await actingAdministrator(tx, by)) === null) return { ok: false, code: "not-allowed" };
  const [target] = await tx.execute<{ enabled: boolean }>(sql`
    select enabled from identity_provider where id = ${toProvider} for share`);
  if (fromProvider !== toProvider && !target?.enabled) return { ok: false, code: "disabled" };
  const held: (Held | undefined)[] = [];
  for (const { before } of moves) held.push(await heldBy(tx, fromProvider, before));
  const unknown = held.flatMap((one, index) => (one ? [] : [index]));
  if (unknown.length > 0) return { ok: false, code: "unknown", indexes: unknown };
  // In the order in which others lock people.
  const ordered = moves
    .flatMap(({ after }, index) => (held[index] ? [{ ...held[index], after, index }] : []))
    .sort((a, b) => (a.userId < b.userId ? -1 : 1));
  for (const one of ordered) await moveOne(tx, { fromProvider, toProvider, by }, one);
  return { ok: true, people: moves.length };
}

async function heldBy(tx: Executor, providerId: string, subject: string): Promise<Held | undefined> {
  const [found] = await tx.execute<Held>(sql`
    select f.id, f.user_id as "userId", f.subject, u.status from federated_identity f join users u on u.id = f.user_id
    where f.provider_id = ${providerId} and f.subject in ${storedSubjects(providerId, subject)}`);
  return found;
}

async function moveOne(
  tx: Executor,
  { fromProvider, toProvider, by }: Omit<MoveInput, "moves">,
  { id, userId, after, index }: Held & { readonly after: string; readonly index: number },
): Promise<void> {
  // As in provision.ts: an account that is being made with the new identifier is visible here, or never made.
  await lock(tx, "identity", `${toProvider} ${after}`);
  const person = await lockPerson(tx, userId);
  const others = await tx.execute<{ userId: string }>(sql`
    select user_id as "userId" from federated_identity where id <> ${id} and provider_id = ${toProvider}
      and (user_id = ${userId} or subject in ${storedSubjects(toProvider, after)})`);
  const refused = others.some((other) => other.userId === userId) ? "both" : others.length > 0 ? "taken" : null;
  if (refused) throw new Refused({ ok: false, code: refused, indexes: [index] });
  const subject = person?.status === "closed" ? closedSubject(toProvider, after) : after;
  await tx.execute(sql`
    update federated_identity set provider_id = ${toProvider}, subject = ${subject} where id = ${id}`);
  const sessions = await tx.execute(sql`
    delete from session where user_id = ${userId} and provider_id = ${fromProvider} returning user_id`);
  await appendEvent(tx, {
    type: "subjects-moved",
    actor: { kind: "administrator", userId: by },
    pseudonym: person?.pseudonym ?? null,
    providerId: toProvider,
    details: { before: fromProvider, sessions: sessions.length },
  });
}
