import { sql } from "drizzle-orm";
import type { Executor } from "./orm.ts";
import type { Role, UserStatus } from "./schema/users.ts";

/** A user as the administration lists them: only what they agreed to. */
export interface ListedUser {
  readonly id: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  /** The provider they came through first. */
  readonly providerName: string | null;
  /** Stored values of `name` and `email`; null where nothing is stored. */
  readonly name: string | null;
  readonly email: string | null;
  /** Of the attributes they were asked for, purpose by purpose, to how many they agree today. */
  readonly agreed: number;
  readonly asked: number;
}

/** Where the next page starts: after this user. */
export interface UserCursor {
  readonly createdAt: Date;
  readonly id: string;
}

/**
 * One page of users, newest first. The page is cut from an index before anything is looked up, so the thousandth page
 * costs as much as the first. `next` is null on the last page.
 */
export async function listUsers(
  executor: Executor,
  { limit, after = null, status = null }: { limit: number; after?: UserCursor | null; status?: UserStatus | null },
): Promise<{ users: ListedUser[]; next: UserCursor | null }> {
  const before =
    after === null ? sql`true` : sql`(created_at, id) < (${after.createdAt}::timestamptz, ${after.id}::uuid)`;
  const rows = await executor.execute<ListedUser & Record<string, unknown>>(sql`
    select u.id, u.role, u.status, u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt",
      (select p.name from federated_identity f join identity_provider p on p.id = f.provider_id
        where f.user_id = u.id order by f.created_at, f.id limit 1) as "providerName",
      (select value from attribute_value where user_id = u.id and attribute_key = 'name') as name,
      (select value from attribute_value where user_id = u.id and attribute_key = 'email') as email,
      (select count(*) from consent_grant g where g.user_id = u.id and g.ended_at is null
        and (g.expires_at is null or g.expires_at > now())) as agreed,
      (select count(distinct (v.purpose_id, i.attribute_key)) from receipt r
        join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
        where r.pseudonym = u.pseudonym) as asked
    from (
      select * from users where ${before} and ${status === null ? sql`true` : sql`status = ${status}`}
      order by created_at desc, id desc limit ${limit + 1}
    ) u
    order by u.created_at desc, u.id desc`);
  const users = rows.slice(0, limit);
  const last = users.at(-1);
  const next = rows.length > limit && last !== undefined ? { createdAt: last.createdAt, id: last.id } : null;
  return { users, next };
}
