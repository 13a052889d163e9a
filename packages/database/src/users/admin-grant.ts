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
 * What makes somebody an administrator: the first one the one-time link of the set-up or the seed of a demonstration, and
 * everybody after them the invitation of one.
 */
export type AdminGrant =
  { readonly setupTokenHash: string } | { readonly seeded: true } | { readonly invitationHash: string };

/** Makes a person who already has an account an administrator. "link-invalid": see `grantAdministration`. */
export async function grantAdministrationTo(
  database: Database,
  { userId, right }: { userId: string; right: AdminGrant },
): Promise<{ ok: true } | { ok: false; code: "link-invalid" }> {
  const claimed = await database.orm.transaction((tx) => grantAdministration(tx, userId, right));
  return claimed ? { ok: true } : { ok: false, code: "link-invalid" };
}

/**
 * Within a transaction: appoints an administrator and uses the link up. False, and nothing has changed, when the link is not
 * good, when it is for the first administrator and there is one, or when the account is not active. Who is an administrator
 * already uses no invitation up.
 */
export async function grantAdministration(transaction: Executor, userId: string, right: AdminGrant): Promise<boolean> {
  await lock(transaction, "administrator");
  const active = and(eq(users.id, userId), eq(users.status, "active"));
  const { pseudonym, role } = users;
  const [person] = await transaction.select({ pseudonym, role }).from(users).where(active).for("update");
  if (person === undefined) return false;
  if ("invitationHash" in right && person.role === "administrator") return true;
  const details = await useUp(transaction, userId, right);
  if (details === null) return false;
  await transaction.update(users).set({ role: "administrator" }).where(active);
  await appendEvent(transaction, {
    type: "administrator-appointed",
    actor: "seeded" in right ? "system" : { kind: "administrator", userId },
    pseudonym: person.pseudonym,
    details,
  });
  return true;
}

/** Uses the right up. What the event says of it, or null when it is not good. */
async function useUp(tx: Executor, userId: string, right: AdminGrant): Promise<EventDetails | null> {
  if ("invitationHash" in right) {
    const invitation = await consumeInvitation(tx, right.invitationHash);
    return invitation === null ? null : { through: "invitation", invitation };
  }
  if (await administratorExists(tx)) return null;
  if ("seeded" in right) return { through: "demonstration" };
  return (await consumeSetupLink(tx, right.setupTokenHash, userId)) ? { through: "setup-link" } : null;
}
