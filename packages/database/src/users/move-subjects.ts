import { sql } from "drizzle-orm";
import { actingAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import { closedSubject, storedSubjects } from "../provisioning/closed-subject.ts";
import { lock, lockPerson, type LockedPerson } from "../engine/locks.ts";
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

type Held = { id: string; userId: string; status: UserStatus };
type Moving = Held & { readonly after: string; readonly index: number };

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
  // As in provision.ts: an account that is being made with a new identifier is visible here, or never made.
  for (const after of moves.map((move) => move.after).sort()) await lock(tx, "identity", `${toProvider} ${after}`);
  const held = await heldBy(tx, fromProvider, moves);
  const unknown = held.flatMap((one, index) => (one ? [] : [index]));
  if (unknown.length > 0) return { ok: false, code: "unknown", indexes: unknown };
  // In the order in which others lock people.
  const moving = moves
    .flatMap(({ after }, index) => (held[index] ? [{ ...held[index], after, index }] : []))
    .sort((a, b) => (a.userId < b.userId ? -1 : 1));
  const people = new Map<string, LockedPerson | null>();
  for (const { userId } of moving) people.set(userId, await lockPerson(tx, userId));
  await refuseHeldByOthers(tx, toProvider, moving);
  // Within a list one person may get the identifier that another one gives up.
  await tx.execute(sql`
    update federated_identity set subject = 'moving:' || gen_random_uuid() where id in ${moving.map(({ id }) => id)}`);
  for (const one of moving) await moveOne(tx, { fromProvider, toProvider, by }, one, people.get(one.userId) ?? null);
  return { ok: true, people: moves.length };
}

/** The identity of each move, in its order; undefined where no account has the identifier. */
async function heldBy(
  tx: Executor,
  providerId: string,
  moves: readonly SubjectMove[],
): Promise<readonly (Held | undefined)[]> {
  const stored = moves.map(({ before }) => storedSubjects(providerId, before));
  const found = await tx.execute<Held & { subject: string }>(sql`
    select f.id, f.user_id as "userId", f.subject, u.status from federated_identity f join users u on u.id = f.user_id
    where f.provider_id = ${providerId} and f.subject in ${stored.flat()}`);
  return stored.map((subjects) => found.find(({ subject }) => subjects.includes(subject)));
}

async function refuseHeldByOthers(tx: Executor, toProvider: string, moving: readonly Moving[]): Promise<void> {
  const stored = moving.map(({ after }) => storedSubjects(toProvider, after));
  const others = await tx.execute<{ userId: string; subject: string }>(sql`
    select user_id as "userId", subject from federated_identity
    where provider_id = ${toProvider} and id not in ${moving.map(({ id }) => id)}
      and (user_id in ${moving.map(({ userId }) => userId)} or subject in ${stored.flat()})`);
  const holders = new Set(others.map(({ userId }) => userId));
  const both = moving.filter(({ userId }) => holders.has(userId));
  if (both.length > 0) throw refusal("both", both);
  const taken = moving.filter((_, at) => others.some(({ subject }) => stored[at]?.includes(subject)));
  if (taken.length > 0) throw refusal("taken", taken);
}

const refusal = (code: "both" | "taken", wrong: readonly Moving[]) =>
  new Refused({ ok: false, code, indexes: wrong.map(({ index }) => index).sort((a, b) => a - b) });

async function moveOne(
  tx: Executor,
  { fromProvider, toProvider, by }: Omit<MoveInput, "moves">,
  { id, userId, after }: Moving,
  person: LockedPerson | null,
): Promise<void> {
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
