import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/** A session of ours, as one application knows it. */
export interface ApplicationSession {
  readonly clientId: string;
  /** Identifies session and application: the `sid` of OpenID Connect Back-Channel Logout 1.0. */
  readonly sid: string;
}

/** The enabled applications that a session was used for. */
export async function applicationsOfSession(executor: Executor, tokenHash: string): Promise<ApplicationSession[]> {
  return executor.execute<{ clientId: string; sid: string }>(sql`
    select a.client_id as "clientId", s.sid from session_application s join application a on a.id = s.application_id
    where s.token_hash = ${tokenHash} and a.enabled`);
}

/** Joins an application to a session and returns its session id: the first one stays. */
export async function joinSession(
  executor: Executor,
  { tokenHash, applicationId, sid }: { tokenHash: string; applicationId: string; sid: string },
): Promise<string> {
  const [row] = await executor.execute<{ sid: string }>(sql`
    insert into session_application (token_hash, application_id, sid) values (${tokenHash}, ${applicationId}, ${sid})
    on conflict (token_hash, application_id) do update set sid = session_application.sid returning sid`);
  return row?.sid ?? sid;
}

/** Records that the person continues to an application, after every question that could be asked. */
export async function enterApplication(
  executor: Executor,
  { tokenHash, applicationId, sid }: { tokenHash: string; applicationId: string; sid: string },
): Promise<void> {
  await executor.execute(sql`
    insert into session_application (token_hash, application_id, sid, entered_at)
    values (${tokenHash}, ${applicationId}, ${sid}, now())
    on conflict (token_hash, application_id) do update set entered_at = excluded.entered_at`);
}

/** The versions that name this application and were published before the session last continued to it, by id. */
export async function versionsBeforeEntry(
  executor: Executor,
  { tokenHash, applicationId }: { tokenHash: string; applicationId: string },
): Promise<ReadonlySet<string>> {
  const rows = await executor.execute<{ id: string }>(sql`
    select v.id from session_application s
    join purpose_version_recipient r on r.application_id = s.application_id
    join purpose_version v on v.id = r.version_id and v.published_at <= s.entered_at
    where s.token_hash = ${tokenHash} and s.application_id = ${applicationId}`);
  return new Set(rows.map(({ id }) => id));
}

export interface SessionGrant {
  readonly userId: string;
  readonly clientId: string;
}

/**
 * The user and the application of a session id, or null: the session has ended, the application is disabled, or the
 * account is not active.
 */
export async function findBySid(executor: Executor, sid: string): Promise<SessionGrant | null> {
  const [found] = await executor.execute<{ userId: string; clientId: string }>(sql`
    select s.user_id as "userId", a.client_id as "clientId"
    from session_application sa
    join session s on s.token_hash = sa.token_hash and s.expires_at > now()
    join users u on u.id = s.user_id and u.status = 'active'
    join application a on a.id = sa.application_id and a.enabled
    where sa.sid = ${sid}`);
  return found ?? null;
}

/** The identifier of a person for the applications of a sector; `candidate` if there is none yet. */
export async function subjectFor(
  executor: Executor,
  { userId, sector, candidate }: { userId: string; sector: string; candidate: string },
): Promise<string> {
  const [row] = await executor.execute<{ subject: string }>(sql`
    insert into application_subject (user_id, sector, subject) values (${userId}, ${sector}, ${candidate})
    on conflict (user_id, sector) do update set subject = application_subject.subject returning subject`);
  return row?.subject ?? candidate;
}

/** Records the minute in which an application got claims about a person. */
export async function noteRelease(
  executor: Executor,
  { userId, applicationId }: { userId: string; applicationId: string },
): Promise<void> {
  await executor.execute(sql`
    insert into application_use (user_id, application_id, first_at, last_released_at)
    values (${userId}, ${applicationId}, date_trunc('minute', now()), date_trunc('minute', now()))
    on conflict (user_id, application_id) do update set last_released_at = excluded.last_released_at
    where excluded.last_released_at is distinct from application_use.last_released_at`);
}
