import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/** An application that a person has used, or that is named by a version that they agreed to. */
export interface ApplicationUse {
  readonly id: string;
  readonly name: string;
  readonly enabled: boolean;
  /** SHA-256 of its logo in hexadecimal, or null. */
  readonly logoHash: string | null;
  /** To the minute; null if it was not used since this is recorded. */
  readonly lastSignedInAt: Date | null;
  readonly lastReleasedAt: Date | null;
}

/** The applications of a person, by name. */
export async function applicationUses(executor: Executor, userId: string): Promise<ApplicationUse[]> {
  return executor.execute<ApplicationUse & Record<string, unknown>>(sql`
    select a.id, a.name, a.enabled, l.hash as "logoHash",
      u.last_signed_in_at as "lastSignedInAt", u.last_released_at as "lastReleasedAt"
    from application a left join application_use u on u.application_id = a.id and u.user_id = ${userId}
    left join application_logo l on l.application_id = a.id
    where a.deleted_at is null and (u.user_id is not null or exists (
      select from consent_grant g join purpose_version_recipient r on r.version_id = g.purpose_version_id
      where g.user_id = ${userId} and g.ended_at is null and (g.expires_at is null or g.expires_at > now())
        and r.application_id = a.id))
    order by lower(a.name), a.id`);
}
