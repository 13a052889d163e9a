import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/** How a person became an administrator. "demonstration": older demonstrations made theirs up without a link. */
export type AdminGrantSource = "setup-link" | "demonstration" | "invitation";

export interface Administrator {
  readonly userId: string;
  readonly status: "active" | "suspended";
  /** The stored value of `name`; null if they did not agree to it. */
  readonly name: string | null;
  /** Null if the audit log does not say. */
  readonly since: Date | null;
  readonly through: AdminGrantSource | null;
  /** The user id of the administrator who invited them; null if there was none, or if that account is closed. */
  readonly invitedBy: string | null;
  readonly lastSignInAt: Date | null;
}

/** All administrators, the longest serving first. Only the audit log says how they became one. */
export async function listAdministrators(executor: Executor): Promise<Administrator[]> {
  return executor.execute<Administrator & Record<string, unknown>>(sql`
    select u.id as "userId", u.status, v.value as name, a.at as since, a.details->>'through' as through,
      inviter.id as "invitedBy", u.last_sign_in_at as "lastSignInAt"
    from users u
    left join attribute_value v on v.user_id = u.id and v.attribute_key = 'name'
    left join lateral (
      select at, details from event
      where pseudonym = u.pseudonym and type = 'administrator-appointed' order by at desc limit 1
    ) a on true
    left join lateral (
      select actor_id from event
      where type = 'administrator-invited' and details->>'invitation' = a.details->>'invitation' limit 1
    ) i on true
    left join users inviter on inviter.pseudonym = i.actor_id
    where u.role = 'administrator' and u.status <> 'closed'
    order by a.at nulls first, u.id`);
}
