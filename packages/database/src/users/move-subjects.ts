import { sql } from "drizzle-orm";
import { actingAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import { storedSubjects } from "../provisioning/closed-subject.ts";
import { lock, lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";

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
 * "unknown": no open account has the identifier. "taken": the new one belongs to an account already, open or closed.
 * "both": the account is connected to the other provider too. `index`: of the move that is wrong.
 */
export type MoveResult =
  | { readonly ok: true; readonly people: number }
  | { readonly ok: false; readonly code: "not-allowed" }
  | { readonly ok: false; readonly code: "unknown" | "taken" | "both"; readonly index: number };

class Refused extends Error {
  constructor(
    readonly code: "unknown" | "taken" | "both",
    readonly index: number,
  ) {
    super(code);
  }
}

/**
 * Gives accounts other sign-in identifiers, because their provider has a new issuer or knows us by a new client ID, all of
 * them or none. The accounts and what is stored stay. A person whose identifier is not moved would be new at the next
 * sign-in.
 */
export async function moveSubjects(database: Database, input: MoveInput): Promise<MoveResult> {
  const { fromProvider, toProvider, moves, by } = input;
  try {
    return await database.orm.transaction<MoveResult>(async (tx) => {
      if ((await actingAdministrator(tx, by)) === null) return { ok: false, code: "not-allowed" };
      for (const [index, move] of moves.entries()) await moveOne(tx, input, { ...move, index });
      await appendEvent(tx, {
        type: "subjects-moved",
        actor: { kind: "administrator", userId: by },
        providerId: toProvider,
        details: { people: moves.length, elsewhere: fromProvider !== toProvider },
      });
      return { ok: true, people: moves.length };
    });
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, index: error.index };
    throw error;
  }
}

async function moveOne(
  tx: Executor,
  { fromProvider, toProvider }: MoveInput,
  { before, after, index }: SubjectMove & { readonly index: number },
): Promise<void> {
  // As in provision.ts: an account that is being made with the new identifier is visible here, or never made.
  await lock(tx, "identity", `${toProvider} ${after}`);
  const [held] = await tx.execute<{ id: string; userId: string }>(sql`
    select f.id, f.user_id as "userId" from federated_identity f join users u on u.id = f.user_id
    where f.provider_id = ${fromProvider} and f.subject = ${before} and u.status <> 'closed'`);
  if (!held) throw new Refused("unknown", index);
  await lockPerson(tx, held.userId);
  const others = await tx.execute<{ userId: string }>(sql`
    select user_id as "userId" from federated_identity where id <> ${held.id} and provider_id = ${toProvider}
      and (user_id = ${held.userId} or subject in ${storedSubjects(toProvider, after)})`);
  if (others.some(({ userId }) => userId === held.userId)) throw new Refused("both", index);
  if (others.length > 0) throw new Refused("taken", index);
  await tx.execute(sql`
    update federated_identity set provider_id = ${toProvider}, subject = ${after} where id = ${held.id}`);
}
