import type { ReceiptActor } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import { isLastAdministrator, checkMayAct } from "../users/administration.ts";
import { appendEvent } from "../audit/events.ts";
import { closedSubject, subjectToKeep } from "./closed-subject.ts";
import { lockPerson } from "../engine/locks.ts";
import { deciding } from "./deciding.ts";
import { type EndedGrant, endedColumns, insertEnding } from "./ending-receipt.ts";
import { expireWithin } from "./expire.ts";
import { thePerson } from "./later-receipt.ts";
import { consumeKey, type PendingKey } from "./one-use-keys.ts";
import type { Database } from "../engine/open.ts";

export interface CloseInput {
  readonly userId: string;
  /** The pending sign-in that this answers, if any; it ends too. */
  readonly pending?: PendingKey | null;
  /** The administrator who closes it, by user id; missing if the owner does. */
  readonly by?: string | null;
  /**
   * Set if it was closed before and a restored backup brought it back: who closed it then. The last administrator may be
   * closed too.
   */
  readonly again?: { readonly actor: ReceiptActor } | null;
}

export type CloseResult =
  /** `receiptId`: of its receipt, which nothing leads to any more; null for an account that never had one. */
  | { readonly ok: true; readonly receiptId: string | null }
  /** "self", "not-allowed": see administration.ts. "last-administrator": no administrator would be left. */
  | {
      readonly ok: false;
      readonly code: "not-active" | "already-used" | "self" | "not-allowed" | "last-administrator";
    };

/**
 * Closes an account permanently. Deletes values, grants, sessions and the pseudonym with its salt, so that its receipts
 * and events lead to no person. Grants would lead there because they name user and receipt; the receipts prove what was agreed. A
 * row without personal data stays, so that a sign-in under way cannot create the account again. Its times are cut to
 * the month, because exact ones would show which events were theirs.
 */
export async function closeAccount(database: Database, input: CloseInput): Promise<CloseResult> {
  const { userId, pending, by, again } = input;
  return deciding<CloseResult>(database, async (tx) => {
    const refused = by ? await checkMayAct(tx, { userId, by }) : null;
    if (refused) return { ok: false, code: refused.code === "self" ? "self" : "not-allowed" };
    if (!by && !again && (await isLastAdministrator(tx, userId))) return { ok: false, code: "last-administrator" };
    const person = await lockPerson(tx, userId);
    if (person === null || person.status === "closed") return { ok: false, code: "not-active" };
    if (pending && (await tx.execute(consumeKey(pending))).length === 0) return { ok: false, code: "already-used" };
    // What is over has expired, and did not end with the account.
    await expireWithin(tx, userId);
    const receipt = await insertEnding(tx, {
      pseudonym: person.pseudonym,
      kind: "closing",
      collectionMethod: again ? "restored" : by ? "organisation" : "web-form",
      actor: again?.actor ?? (by ? { kind: "administrator", channel: null } : thePerson),
      grants: await tx.execute<EndedGrant>(sql`
        select ${endedColumns} from consent_grant where user_id = ${userId} and ended_at is null`),
    });
    const values = await tx.execute(sql`delete from attribute_value where user_id = ${userId} returning attribute_key`);
    const grants = await tx.execute<{ live: boolean }>(sql`
      delete from consent_grant where user_id = ${userId} returning ended_at is null as live`);
    const sessions = await tx.execute(sql`delete from session where user_id = ${userId} returning token_hash`);
    await tx.execute(sql`delete from record_view where user_id = ${userId}`);
    // What applications know the person by, and when they asked, would lead back to them.
    await tx.execute(sql`delete from application_subject where user_id = ${userId}`);
    await tx.execute(sql`delete from application_use where user_id = ${userId}`);
    await appendEvent(tx, {
      type: "closed",
      actor: again ? "system" : by ? { kind: "administrator", userId: by } : { kind: "person", userId },
      pseudonym: person.pseudonym,
      receiptId: receipt?.id ?? null,
      details: {
        ...{ erased: values.length, grants: grants.filter(({ live }) => live).length, sessions: sessions.length },
        ...(again ? { replayed: true } : {}),
      },
    });
    // The addresses of an administrator are personal data too, and would connect their actions with them.
    await tx.execute(sql`
      delete from event_address a using event e where e.id = a.event_id and e.actor_id = ${person.pseudonym}::uuid`);
    const identities = await tx.execute<{ id: string; providerId: string; subject: string }>(sql`
      select id, provider_id as "providerId", subject from federated_identity where user_id = ${userId}`);
    for (const { id, providerId, subject } of identities) {
      const kept = await subjectToKeep(tx, providerId, closedSubject(providerId, subject));
      await tx.execute(sql`
        update federated_identity set subject = ${kept}, last_sign_in_at = null,
          created_at = date_trunc('month', created_at, 'UTC')
        where id = ${id}`);
    }
    await tx.execute(sql`
      update setup_link set used_at = date_trunc('month', used_at, 'UTC') where used_by = ${userId}`);
    // The salt goes with the pseudonym (trigger).
    await tx.execute(sql`
      update users set status = 'closed', pseudonym = null, role = 'person', last_sign_in_at = null,
        restriction = null, restricted_at = null, restricted_until = null, closed_at = date_trunc('month', now(), 'UTC'), created_at = date_trunc('month', created_at, 'UTC')
      where id = ${userId}`);
    return { ok: true, receiptId: receipt?.id ?? null };
  });
}
