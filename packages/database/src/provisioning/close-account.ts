import { sql } from "drizzle-orm";
import { isLastAdministrator, checkMayAct } from "../users/administration.ts";
import { appendEvent } from "../audit/events.ts";
import { closedSubjectSql } from "./closed-subject.ts";
import { lockPerson } from "../engine/locks.ts";
import { consumeKey, type PendingKey } from "./one-use-keys.ts";
import type { Database } from "../engine/open.ts";

export interface CloseInput {
  readonly userId: string;
  /** Set when it is the answer to a pending sign-in, which ends with it. */
  readonly pending?: PendingKey | null;
  /** The administrator who closes it for somebody, by user id; left out, it is its owner. */
  readonly by?: string | null;
  /** Whether the last administrator may go as well: what was erased is erased in a restored backup too. */
  readonly evenLast?: boolean;
}

export type CloseResult =
  | { readonly ok: true }
  /** "self", "not-allowed": see administration.ts. "last-administrator": nobody would be left to administer. */
  | {
      readonly ok: false;
      readonly code: "not-active" | "already-used" | "self" | "not-allowed" | "last-administrator";
    };

/**
 * Closes an account for good: values, grants and sessions go, and so does the pseudonym, so that nothing leads from its
 * receipts and events to anybody. Grants would lead there, since they name user and receipt; the receipts prove what was
 * agreed. What stays is a row without a person, so that no sign-in in flight makes the account anew, and the times in it
 * are cut to the month: to the millisecond they would tell which events were theirs.
 */
export async function closeAccount(database: Database, input: CloseInput): Promise<CloseResult> {
  const { userId, pending, by, evenLast } = input;
  return database.orm.transaction<CloseResult>(async (tx) => {
    const refused = by ? await checkMayAct(tx, { userId, by }) : null;
    if (refused) return { ok: false, code: refused.code === "self" ? "self" : "not-allowed" };
    if (!by && !evenLast && (await isLastAdministrator(tx, userId))) return { ok: false, code: "last-administrator" };
    const person = await lockPerson(tx, userId);
    if (person === null || person.status === "closed") return { ok: false, code: "not-active" };
    if (pending && (await tx.execute(consumeKey(pending))).length === 0) return { ok: false, code: "already-used" };
    const values = await tx.execute(sql`delete from attribute_value where user_id = ${userId} returning attribute_key`);
    const grants = await tx.execute<{ live: boolean }>(sql`
      delete from consent_grant where user_id = ${userId} returning ended_at is null as live`);
    const sessions = await tx.execute(sql`delete from session where user_id = ${userId} returning token_hash`);
    await tx.execute(sql`delete from record_view where user_id = ${userId}`);
    await appendEvent(tx, {
      type: "closed",
      actor: by ? { kind: "administrator", userId: by } : { kind: "person", userId },
      pseudonym: person.pseudonym,
      details: { erased: values.length, grants: grants.filter(({ live }) => live).length, sessions: sessions.length },
    });
    // From where an administrator worked is theirs too, and would lead on from what they did.
    await tx.execute(sql`
      delete from event_address a using event e where e.id = a.event_id and e.actor_id = ${person.pseudonym}::uuid`);
    await tx.execute(sql`
      update federated_identity set subject = ${closedSubjectSql}, last_sign_in_at = null,
        created_at = date_trunc('month', created_at, 'UTC')
      where user_id = ${userId}`);
    await tx.execute(sql`
      update setup_link set used_at = date_trunc('month', used_at, 'UTC') where used_by = ${userId}`);
    await tx.execute(sql`
      update users set status = 'closed', pseudonym = null, role = 'person', last_sign_in_at = null,
        closed_at = date_trunc('month', now(), 'UTC'), created_at = date_trunc('month', created_at, 'UTC')
      where id = ${userId}`);
    return { ok: true };
  });
}
