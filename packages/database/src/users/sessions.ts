import { and, desc, eq, gt, lt, ne, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { appendEvent } from "../audit/events.ts";
import type { Executor } from "../engine/orm.ts";
import { installation } from "../schema/installation.ts";
import { identityProvider } from "../schema/identity-provider.ts";
import { session } from "../schema/session.ts";
import { type Role, users } from "../schema/users.ts";

export interface NewSession {
  /** SHA-256 in hexadecimal. */
  readonly tokenHash: string;
  readonly userId: string;
  readonly providerId: string | null;
  readonly expiresAt: Date;
  /** What the provider said of how the person proved who they are; nothing if it is missing. */
  readonly authentication?: {
    readonly at: Date | null;
    readonly acr: string | null;
  };
}

export interface Session {
  readonly userId: string;
  readonly role: Role;
  readonly language: string;
  readonly providerId: string | null;
  readonly expiresAt: Date;
  readonly createdAt: Date;
  /** When the person proved at the provider who they are; the sign-in, if the provider does not say it. */
  readonly authenticatedAt: Date;
  /** Whether the provider said so. */
  readonly authenticationProved: boolean;
  /** How, in the provider's own term; null if it did not say. */
  readonly acr: string | null;
  /**
   * Whether the person is known to be there: the provider said that they proved who they are, at most ten minutes ago
   * by the database clock. A session that began just now does not show it, because a provider can answer silently.
   */
  readonly isFresh: boolean;
}

/** A session as its owner sees it. `handle` identifies it and cannot be used as a token. */
export interface OwnSession {
  readonly handle: string;
  readonly providerName: string | null;
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly isThis: boolean;
}

/**
 * Starts a session and records the time. Returns false and stores nothing if the account is not active: a sign-in that
 * was under way while the account was closed must not reopen it.
 */
export async function createSession(executor: Executor, input: NewSession): Promise<boolean> {
  const { tokenHash, userId, providerId, expiresAt, authentication } = input;
  const { at = null, acr = null } = authentication ?? {};
  const made = await executor.execute(sql`
    with person as (
      update users set last_sign_in_at = now() where id = ${userId} and status = 'active' returning id
    ), identity as (
      update federated_identity set last_sign_in_at = now()
      where user_id = (select id from person) and provider_id = ${providerId}
    )
    insert into session (
      token_hash, user_id, provider_id, expires_at, authenticated_at, authentication_proved, acr
    )
    select ${tokenHash}, id, ${providerId}::uuid, ${expiresAt}::timestamptz, ${authenticationMoment(at)},
      ${at !== null}, ${acr}::text
    from person
    returning user_id`);
  return made.length === 1;
}

/** Never in the future: the provider's clock may be ahead of the database's. */
export const authenticationMoment = (at: Date | null) => sql`coalesce(least(${at}::timestamptz, now()), now())`;

/**
 * Reads the current settings for people or administrators, so that a shorter length applies from the next request on.
 */
const lengthOf = (person: AnyPgColumn, administrator: AnyPgColumn) =>
  sql`case when ${users.role} = 'administrator' then ${administrator} else ${person} end`;
const hours = lengthOf(installation.personHours, installation.administratorHours);
const idleMinutes = lengthOf(installation.personIdleMinutes, installation.administratorIdleMinutes);

/** When the session ends at the latest. */
const endsAt = sql<Date>`least(${session.expiresAt}, ${session.createdAt} + make_interval(hours => ${hours}))`.mapWith(
  session.expiresAt,
);

/** Neither too old nor idle for too long, by the database clock. */
const isAlive = sql`${endsAt} > now() and ${session.lastSeenAt} > now() - make_interval(mins => ${idleMinutes})`;

/**
 * The session and its user, or null if it is unknown or over, or its account is not active. Records that it is in use
 * once a minute at most, so that most requests do not write.
 */
export async function findSession(executor: Executor, tokenHash: string): Promise<Session | null> {
  const [found] = await executor
    .select({
      isUnnoted: sql<boolean>`${session.lastSeenAt} < now() - interval '1 minute'`,
      userId: session.userId,
      role: users.role,
      language: users.language,
      providerId: session.providerId,
      expiresAt: endsAt,
      createdAt: session.createdAt,
      authenticatedAt: session.authenticatedAt,
      authenticationProved: session.authenticationProved,
      acr: session.acr,
      isFresh: sql<boolean>`${session.authenticationProved}
        and ${session.authenticatedAt} > now() - interval '10 minutes'`,
    })
    .from(session)
    .innerJoin(users, eq(users.id, session.userId))
    .innerJoin(installation, eq(installation.id, 1))
    .where(and(eq(session.tokenHash, tokenHash), isAlive, eq(users.status, "active")));
  if (found === undefined) return null;
  const { isUnnoted, ...known } = found;
  if (isUnnoted) {
    await executor
      .update(session)
      .set({ lastSeenAt: sql`now()` })
      .where(eq(session.tokenHash, tokenHash));
  }
  return known;
}

/**
 * A session that began in the last ten seconds, by the database clock; null if it did not, or is over. A form that is
 * sent twice is sent twice at once, so what arrives later is not the same press of a button.
 */
export async function findNewSession(
  executor: Executor,
  tokenHash: string,
): Promise<Pick<Session, "role" | "expiresAt"> | null> {
  const [found] = await executor
    .select({ role: users.role, expiresAt: session.expiresAt })
    .from(session)
    .innerJoin(users, eq(users.id, session.userId))
    .innerJoin(installation, eq(installation.id, 1))
    .where(
      and(
        eq(session.tokenHash, tokenHash),
        gt(session.createdAt, sql`clock_timestamp() - interval '10 seconds'`),
        isAlive,
        eq(users.status, "active"),
      ),
    );
  return found ?? null;
}

/** Sets the end of a session. Returns false if the session is unknown or over. */
export async function extendSession(executor: Executor, tokenHash: string, expiresAt: Date): Promise<boolean> {
  const extended = await executor
    .update(session)
    .set({ expiresAt })
    .where(and(eq(session.tokenHash, tokenHash), gt(session.expiresAt, sql`now()`)))
    .returning({ userId: session.userId });
  return extended.length === 1;
}

/** The provider through which this session began. */
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

const handle = sql<string>`left(${session.tokenHash}, 16)`;

/** The sessions of a person, newest first. */
export async function listSessions(executor: Executor, userId: string, tokenHash: string): Promise<OwnSession[]> {
  const { createdAt } = session;
  return executor
    .select({
      handle,
      providerName: identityProvider.name,
      createdAt,
      expiresAt: endsAt,
      isThis: sql<boolean>`${session.tokenHash} = ${tokenHash}`,
    })
    .from(session)
    .innerJoin(users, eq(users.id, session.userId))
    .innerJoin(installation, eq(installation.id, 1))
    .leftJoin(identityProvider, eq(identityProvider.id, session.providerId))
    .where(and(eq(session.userId, userId), isAlive))
    .orderBy(desc(createdAt));
}

/** Ends one session of this person by its handle, or all but the one with this token hash. Returns how many. */
export async function endSessionsOf(
  executor: Executor,
  userId: string,
  which: { readonly handle: string } | { readonly allBut: string },
): Promise<number> {
  const these = "handle" in which ? eq(handle, which.handle) : ne(session.tokenHash, which.allBut);
  return executor.transaction(async (tx) => {
    const ended = await tx
      .delete(session)
      .where(and(eq(session.userId, userId), these))
      .returning({ userId: session.userId });
    if (ended.length === 0) return 0;
    const [person] = await tx.select({ pseudonym: users.pseudonym }).from(users).where(eq(users.id, userId));
    await appendEvent(tx, {
      type: "sessions-ended",
      actor: { kind: "person", userId },
      pseudonym: person?.pseudonym ?? null,
      details: { sessions: ended.length },
    });
    return ended.length;
  });
}

/** Deletes sessions that have ended. Returns how many. */
export async function purgeSessions(executor: Executor): Promise<number> {
  const gone = await executor
    .delete(session)
    .where(lt(session.expiresAt, sql`now()`))
    .returning({ tokenHash: session.tokenHash });
  return gone.length;
}
