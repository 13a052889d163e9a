import { eq, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { logoutNotice } from "../schema/logout-notice.ts";
import type { OidcKeyAlgorithm } from "../schema/oidc-key.ts";

/** The end of a session, of which an application is told. */
export interface LogoutNotice {
  readonly id: string;
  readonly clientId: string;
  readonly sid: string;
  readonly subject: string | null;
  /** Of its ID tokens, and so of the token that tells it: OpenID Connect Back-Channel Logout 1.0, section 2.6. */
  readonly algorithm: OidcKeyAlgorithm;
  /** How often it was sent, this time included. */
  readonly attempts: number;
  /** Null if the application is disabled or no longer wants notices. */
  readonly address: string | null;
}

/** Seconds before the second attempt; each further pause is three times as long. */
const firstPause = 10;

/**
 * Takes notices that are due, and sets when each is due again: if an instance stops before it has sent one, it is sent
 * later, and no other instance takes it meanwhile.
 */
export async function takeLogoutNotices(executor: Executor, limit: number): Promise<LogoutNotice[]> {
  return executor.execute<LogoutNotice & Record<string, unknown>>(sql`
    update logout_notice n
    set attempts = n.attempts + 1, due_at = now() + make_interval(secs => ${firstPause} * power(3, n.attempts))
    from application a
    where a.id = n.application_id and n.id in (
      select id from logout_notice where due_at <= now() order by due_at limit ${limit} for update skip locked)
    returning n.id, a.client_id as "clientId", n.sid, n.subject, n.attempts, a.id_token_algorithm as algorithm,
      case when a.enabled then a.back_channel_logout_url end as address`);
}

/** Call it once the application has accepted the notice, or after the last attempt. */
export async function removeLogoutNotice(executor: Executor, id: string): Promise<void> {
  await executor.delete(logoutNotice).where(eq(logoutNotice.id, id));
}

/** Ends a session for one application only, and notifies it. */
export async function leaveApplication(executor: Executor, sid: string): Promise<void> {
  await executor.execute(sql`
    with gone as (delete from session_application where sid = ${sid} returning token_hash, application_id, sid)
    insert into logout_notice (application_id, sid, subject)
    select gone.application_id, gone.sid, p.subject
    from gone join session s using (token_hash) join application a on a.id = gone.application_id
    left join application_subject p on p.user_id = s.user_id and p.sector = subject_sector(a.subject_type, a.sector)
    where a.enabled and a.back_channel_logout_url is not null
    on conflict do nothing`);
}
