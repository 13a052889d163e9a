import { and, eq } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import type { EventDetails } from "../schema/event.ts";
import { lock } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { consumeInvitation } from "./invitations.ts";
import { users } from "../schema/users.ts";
import { administratorExists, consumeSetupLink } from "./setup-links.ts";

/**
 * What makes a person an administrator: the one-time set-up link for the first one, and an administrator's invitation for
 * all others.
 */
export type AdminGrant = { readonly setupTokenHash: string } | { readonly invitationHash: string };

/**
 * Makes a person with an account an administrator, in its own transaction. "link-invalid": see `grantAdministration`.
 */
export async function grantAdministrationTo(
  database: Database,
  { userId, right }: { userId: string; right: AdminGrant },
): Promise<{ ok: true } | { ok: false; code: "link-invalid" }> {
  const claimed = await database.orm.transaction((tx) => grantAdministration(tx, userId, right));
  return claimed ? { ok: true } : { ok: false, code: "link-invalid" };
}

/**
 * Within a transaction: makes a person an administrator and uses up the link. Returns false and changes nothing if the
 * link is not valid, if it is for the first administrator and there is one, or if the account is not active. A person
 * who is already an administrator does not use up an invitation.
 */
export async function grantAdministration(transaction: Executor, userId: string, right: AdminGrant): Promise<boolean> {
  await lock(transaction, "administrator");
  const active = and(eq(users.id, userId), eq(users.status, "active"));
  const { pseudonym, role } = users;
  const [person] = await transaction.select({ pseudonym, role }).from(users).where(active).for("update");
  if (person === undefined) return false;
  if ("invitationHash" in right && person.role === "administrator") return true;
  const details = await consumeGrant(transaction, userId, right);
  if (details === null) return false;
  await transaction.update(users).set({ role: "administrator" }).where(active);
  await appendEvent(transaction, {
    type: "administrator-appointed",
    actor: { kind: "administrator", userId },
    pseudonym: person.pseudonym,
    details,
  });
  return true;
}

/** Uses up the link. Returns what the event says about it, or null if it is not valid. */
async function consumeGrant(tx: Executor, userId: string, right: AdminGrant): Promise<EventDetails | null> {
  if ("invitationHash" in right) {
    const invitation = await consumeInvitation(tx, right.invitationHash);
    return invitation === null ? null : { through: "invitation", invitation };
  }
  if (await administratorExists(tx)) return null;
  return (await consumeSetupLink(tx, right.setupTokenHash, userId)) ? { through: "setup-link" } : null;
}
