import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { isConsentPurpose } from "../purposes/purpose-version-sql.ts";
import type { Role, UserStatus } from "../schema/users.ts";

/** A user as the administration lists them. */
export interface ListedUser {
  readonly id: string;
  readonly role: Role;
  readonly status: UserStatus;
  readonly createdAt: Date;
  readonly lastSignInAt: Date | null;
  /** The provider of their first sign-in. */
  readonly providerName: string | null;
  /** Stored values of `name` and `email`; null if nothing is stored. */
  readonly name: string | null;
  readonly email: string | null;
  /** How many of the attributes that they were asked for, counted for each purpose, they agree to today. */
  readonly agreed: number;
  readonly asked: number;
}

/** Missing or null: any. Ids must be UUIDs. */
export interface UserFilter {
  readonly status?: UserStatus | null;
  readonly providerId?: string | null;
  /** Last sign-in at this moment or later. */
  readonly signedInSince?: Date | null;
  /** Agrees to at least one attribute of this purpose today. */
  readonly purposeId?: string | null;
  /**
   * A stored value of this attribute begins with this text, ignoring case as far as the server's locale knows it. What
   * is masked has to be the whole text: otherwise it could be guessed letter by letter.
   */
  readonly beginning?: ValueBeginning | null;
}

export interface ValueBeginning {
  readonly attribute: string;
  readonly text: string;
  /** The digits alone are compared, for phone numbers, which are written in many ways. */
  readonly digits?: boolean;
}

/**
 * `present`: by last sign-in, or by creation for accounts without one. With a beginning, users are ordered by value.
 */
export const userOrders = ["newest", "oldest", "present"] as const;
export type UserOrder = (typeof userOrders)[number];

/**
 * The next page starts after this user. With a beginning, `at` is null, because a value must not appear in an address.
 */
export interface UserCursor {
  readonly at: Date | null;
  readonly id: string;
}

export interface UserPage {
  readonly limit: number;
  readonly filter?: UserFilter;
  readonly order?: UserOrder;
  readonly after?: UserCursor | null;
}

/**
 * One page of users. The page is cut from an index before anything is joined, so the thousandth page costs as much as
 * the first. `next` is null on the last page.
 */
export async function listUsers(
  executor: Executor,
  { limit, filter = {}, order = "newest", after = null }: UserPage,
): Promise<{ users: ListedUser[]; next: UserCursor | null }> {
  const { rank, page } = filter.beginning
    ? byValue(filter, filter.beginning, limit + 1, after)
    : byTime(filter, order, limit + 1, after);
  const rows = await executor.execute<ListedUser & { at: Date | null } & Record<string, unknown>>(sql`
    select u.id, u.role, u.status, u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt", u.at,
      (select p.name from federated_identity f join identity_provider p on p.id = f.provider_id
        where f.user_id = u.id order by f.created_at, f.id limit 1) as "providerName",
      (select value from attribute_value where user_id = u.id and attribute_key = 'name') as name,
      (select value from attribute_value where user_id = u.id and attribute_key = 'email') as email,
      (select count(*) from consent_grant g join purpose p on p.id = g.purpose_id and ${isConsentPurpose}
        where g.user_id = u.id and g.basis is null and g.ended_at is null and (g.expires_at is null or g.expires_at > now())) as agreed,
      (select count(distinct (v.purpose_id, i.attribute_key)) from receipt r
        join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
        join purpose p on p.id = v.purpose_id and ${isConsentPurpose}
        where r.pseudonym = u.pseudonym and i.basis is null) as asked
    from (${page}) u
    order by ${rank}`);
  const users = rows.slice(0, limit).map(({ at: _at, ...user }) => user);
  const last = rows.length > limit ? rows[limit - 1] : undefined;
  return { users, next: last ? { at: last.at, id: last.id } : null };
}

/** What is needed of an account to change several at once. */
export interface SelectedUser extends Pick<ListedUser, "id" | "status" | "name"> {
  /** The number of open sessions. */
  readonly sessions: number;
}

/** The accounts with these ids, in the same order; unknown ids are left out. Ids must be UUIDs. */
export async function selectedUsers(executor: Executor, ids: readonly string[]): Promise<SelectedUser[]> {
  if (ids.length === 0) return [];
  const list = sql.join(
    ids.map((id) => sql`${id}::uuid`),
    sql`, `,
  );
  const rows = await executor.execute<SelectedUser & Record<string, unknown>>(sql`
    select u.id, u.status,
      (select value from attribute_value where user_id = u.id and attribute_key = 'name') as name,
      (select count(*)::int from session s where s.user_id = u.id and s.expires_at > now()) as sessions
    from users u where u.id in (${list})`);
  return [...rows].sort((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
}

/** How many match, counted up to `most` + 1, which means "more". */
export async function countMatchingUsers(executor: Executor, filter: UserFilter, most: number): Promise<number> {
  const { page } = filter.beginning
    ? byValue(filter, filter.beginning, most + 1, null)
    : byTime(filter, "newest", most + 1, null);
  const [row] = await executor.execute<{ count: number }>(sql`select count(*) as count from (${page}) u`);
  return row?.count ?? 0;
}

interface Cut {
  /** The order of the rows of `page`. */
  readonly rank: SQL;
  readonly page: SQL;
}

/** When an account was last used. Must be the same expression as in its index. */
const presence = sql`coalesce(u.last_sign_in_at, u.created_at)`;

function byTime(filter: UserFilter, order: UserOrder, limit: number, after: UserCursor | null): Cut {
  const at = order === "present" ? presence : sql`u.created_at`;
  const [direction, comes] = order === "oldest" ? [sql`asc`, sql`>`] : [sql`desc`, sql`<`];
  const conditions = [
    ...common(filter),
    after?.at ? sql`(${at}, u.id) ${comes} (${after.at}::timestamptz, ${after.id}::uuid)` : null,
    // People who joined after the newest grant, or after the provider's newest identity, cannot match. This saves a
    // scan over all newer accounts if a purpose or provider went out of use long ago.
    filter.purposeId == null
      ? null
      : sql`u.created_at <= (select max(granted_at) from consent_grant
          where purpose_id = ${filter.purposeId} and ended_at is null)`,
    filter.providerId == null
      ? null
      : sql`u.created_at <= (select max(created_at) from federated_identity where provider_id = ${filter.providerId})`,
  ];
  return {
    rank: sql`u.at ${direction}, u.id ${direction}`,
    page: sql`select u.*, ${at} as at from users u where ${all(conditions)}
      order by ${at} ${direction}, u.id ${direction} limit ${limit}`,
  };
}

// The operators of text_pattern_ops compare byte by byte, as the index does. U+10FFFF is the last character.
function byValue(
  filter: UserFilter,
  { attribute, text, digits = false }: ValueBeginning,
  limit: number,
  after: UserCursor | null,
): Cut {
  // The same expressions as in the indexes.
  const shape = (of: SQL) =>
    digits
      ? sql`regexp_replace(regexp_replace(left(${of}, 100), '[^0-9]', '', 'g'), '^00([0-9])', '\\1')`
      : sql`lower(left(${of}, 100))`;
  const value = shape(sql`v.value`);
  const beginning = digits ? sql`${digitsOf(text)}::text` : shape(sql`${text}::text`);
  const last = sql`(select ${shape(sql`value`)} from attribute_value
    where user_id = ${after?.id}::uuid and attribute_key = ${attribute})`;
  const whole = digits ? sql`${value} = ${beginning}` : sql`lower(v.value) = lower(${text})`;
  const conditions = [
    sql`v.attribute_key = ${attribute}`,
    digits ? sql`v.value ~ '^[+(0-9]'` : null,
    sql`${value} ~>=~ ${beginning} and ${value} ~<~ (${beginning} || ${"\u{10FFFF}"}::text)`,
    sql`(${whole} or exists (select from attribute a where a.key = ${attribute} and not a.masked))`,
    ...common(filter),
    after === null ? null : sql`${value} ~>=~ ${last} and (${value} ~>~ ${last} or v.user_id > ${after.id}::uuid)`,
  ];
  return {
    rank: sql`u.rank using ~<~, u.id`,
    page: sql`select u.*, null::timestamptz as at, ${value} as rank
      from attribute_value v join users u on u.id = v.user_id where ${all(conditions)}
      order by ${value} using ~<~, v.user_id limit ${limit}`,
  };
}

/** Some people write 00 for the plus. */
const digitsOf = (text: string) => text.replace(/[^0-9]/g, "").replace(/^00(?=[0-9])/, "");

function common({ status, providerId, signedInSince, purposeId }: UserFilter): (SQL | null)[] {
  return [
    status == null ? null : sql`u.status = ${status}`,
    signedInSince == null
      ? null
      : sql`u.last_sign_in_at >= ${signedInSince}::timestamptz and ${presence} >= ${signedInSince}::timestamptz`,
    providerId == null
      ? null
      : sql`exists (select from federated_identity f where f.user_id = u.id and f.provider_id = ${providerId})`,
    purposeId == null
      ? null
      : sql`exists (select from consent_grant g where g.user_id = u.id and g.purpose_id = ${purposeId}
          and g.ended_at is null and (g.expires_at is null or g.expires_at > now()))`,
  ];
}

function all(conditions: readonly (SQL | null)[]): SQL {
  const set = conditions.filter((condition) => condition !== null);
  return set.length === 0 ? sql`true` : sql.join(set, sql` and `);
}
