import { and, eq, gt, lt, sql } from "drizzle-orm";
import type { Executor } from "./orm.ts";
import { identityProvider } from "./schema/identity-provider.ts";
import { session } from "./schema/session.ts";
import { type Role, users } from "./schema/users.ts";

export interface NewSession {
  /** SHA-256 in hexadecimal. */
  readonly tokenHash: string;
  readonly userId: string;
  readonly providerId: string | null;
  readonly expiresAt: Date;
}

export interface Session {
  readonly userId: string;
  readonly role: Role;
  readonly language: string;
  readonly providerId: string | null;
  readonly expiresAt: Date;
}

/**
 * Signs somebody in and notes the time. False, and nothing is stored, when the account is not active: a sign-in that was
 * on its way while the account was closed must not bring it back.
 */
export async function createSession(executor: Executor, input: NewSession): Promise<boolean> {
  const { tokenHash, userId, providerId, expiresAt } = input;
  const made = await executor.execute(sql`
    with person as (
      update users set last_sign_in_at = now() where id = ${userId} and status = 'active' returning id
    ), identity as (
      update federated_identity set last_sign_in_at = now()
      where user_id = (select id from person) and provider_id = ${providerId}
    )
    insert into session (token_hash, user_id, provider_id, expires_at)
    select ${tokenHash}, id, ${providerId}::uuid, ${expiresAt}::timestamptz from person
    returning user_id`);
  return made.length === 1;
}

/** The session and its user, or null: unknown, expired by the database clock, or of an account that is not active. */
export async function findSession(executor: Executor, tokenHash: string): Promise<Session | null> {
  const [found] = await executor
    .select({
      userId: session.userId,
      role: users.role,
      language: users.language,
      providerId: session.providerId,
      expiresAt: session.expiresAt,
    })
    .from(session)
    .innerJoin(users, eq(users.id, session.userId))
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, sql`now()`), eq(users.status, "active")));
  return found ?? null;
}

/** Gives a living session another end. False when there is none. */
export async function extendSession(executor: Executor, tokenHash: string, expiresAt: Date): Promise<boolean> {
  const extended = await executor
    .update(session)
    .set({ expiresAt })
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, sql`now()`)))
    .returning({ userId: session.userId });
  return extended.length === 1;
}

/** The provider through which this session was opened. */
export async function providerOfSession(
  executor: Executor,
  tokenHash: string,
): Promise<{ id: string; slug: string; name: string } | null> {
  const [found] = await executor
    .select({ id: identityProvider.id, slug: identityProvider.slug, name: identityProvider.name })
    .from(session)
    .innerJoin(identityProvider, eq(identityProvider.id, session.providerId))
    .where(eq(session.tokenHash, tokenHash));
  return found ?? null;
}

export async function endSession(executor: Executor, tokenHash: string): Promise<void> {
  await executor.delete(session).where(eq(session.tokenHash, tokenHash));
}

export async function endAllSessionsOfUser(executor: Executor, userId: string): Promise<void> {
  await executor.delete(session).where(eq(session.userId, userId));
}

/** Deletes sessions that have ended. Returns how many. */
export async function purgeSessions(executor: Executor): Promise<number> {
  const gone = await executor
    .delete(session)
    .where(lt(session.expiresAt, sql`now()`))
    .returning({ tokenHash: session.tokenHash });
  return gone.length;
}
