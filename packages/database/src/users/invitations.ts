import { and, desc, eq, gt, sql } from "drizzle-orm";
import { actingAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { administratorInvitation } from "../schema/administrator-invitation.ts";
import { users } from "../schema/users.ts";

/** An invitation that can still be used. */
export interface Invitation {
  readonly id: string;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  /** The administrator who made it, by user id. */
  readonly invitedBy: string;
}

export type InvitationFailure = { readonly ok: false; readonly code: "not-allowed" | "too-many" | "gone" };
export type InvitationResult = { readonly ok: true } | InvitationFailure;

/** The most invitations that can be open at one time. */
const maxOpen = 20;

/**
 * Creates an invitation; the person who has its link can use it. `tokenHash`: SHA-256 in hexadecimal. Errors:
 * "not-allowed" if `by` is not an active administrator, "too-many".
 */
export async function inviteAdministrator(
  database: Database,
  { tokenHash, expiresAt, by }: { tokenHash: string; expiresAt: Date; by: string },
): Promise<InvitationResult> {
  return database.orm.transaction<InvitationResult>(async (tx) => {
    const invitedBy = await actingAdministrator(tx, by);
    if (invitedBy === null) return { ok: false, code: "not-allowed" };
    if ((await openInvitations(tx)).length >= maxOpen) return { ok: false, code: "too-many" };
    const [made] = await tx
      .insert(administratorInvitation)
      .values({ tokenHash, expiresAt, invitedBy })
      .returning({ id: administratorInvitation.id });
    await note(tx, "administrator-invited", by, made?.id ?? "");
    return { ok: true };
  });
}

/**
 * Revokes an invitation. Errors: "not-allowed" if `by` is not an active administrator; "gone": it was used or revoked,
 * or has expired.
 */
export async function revokeInvitation(
  database: Database,
  { id, by }: { id: string; by: string },
): Promise<InvitationResult> {
  return database.orm.transaction<InvitationResult>(async (tx) => {
    if ((await actingAdministrator(tx, by)) === null) return { ok: false, code: "not-allowed" };
    const mine = and(eq(administratorInvitation.id, id), usable);
    const revoked = await tx.delete(administratorInvitation).where(mine).returning({ id: administratorInvitation.id });
    if (revoked.length === 0) return { ok: false, code: "gone" };
    await note(tx, "administrator-invitation-revoked", by, id);
    return { ok: true };
  });
}

/** Invitations that can still be used, newest first. */
export async function openInvitations(executor: Executor): Promise<Invitation[]> {
  const { id, createdAt, expiresAt, invitedBy } = administratorInvitation;
  return executor
    .select({ id, createdAt, expiresAt, invitedBy: users.id })
    .from(administratorInvitation)
    .innerJoin(users, eq(users.pseudonym, invitedBy))
    .where(usable)
    .orderBy(desc(createdAt), id);
}

/** Whether the link can still be used. Does not use it up. */
export async function isInvitationValid(executor: Executor, tokenHash: string): Promise<boolean> {
  const { id } = administratorInvitation;
  return (await executor.select({ id }).from(administratorInvitation).where(byToken(tokenHash))).length === 1;
}

/** Within a transaction: uses up an invitation. Returns its id, or null if it is not valid. */
export async function consumeInvitation(transaction: Executor, tokenHash: string): Promise<string | null> {
  const { id } = administratorInvitation;
  const [used] = await transaction.delete(administratorInvitation).where(byToken(tokenHash)).returning({ id });
  return used?.id ?? null;
}

// An invitation is valid only while its author is an active administrator, so that a removed administrator cannot
// return through it.
const usable = and(
  gt(administratorInvitation.expiresAt, sql`clock_timestamp()`),
  sql`exists (select from users inviter where inviter.pseudonym = ${administratorInvitation.invitedBy}
    and inviter.role = 'administrator' and inviter.status = 'active')`,
);

const byToken = (tokenHash: string) => and(eq(administratorInvitation.tokenHash, tokenHash), usable);

function note(
  tx: Executor,
  type: "administrator-invited" | "administrator-invitation-revoked",
  by: string,
  invitation: string,
): Promise<void> {
  return appendEvent(tx, { type, actor: { kind: "administrator", userId: by }, details: { invitation } });
}
