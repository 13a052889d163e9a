import { sql } from "drizzle-orm";
import { type AdministrationResult, checkMayAct } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import type { RestrictionGround } from "../schema/users.ts";

// Restriction of processing (Article 18 GDPR): what is stored is kept, and not used. No provider changes it, no
// application gets it, and it does not end by itself. The person can still sign in, agree, withdraw and close.

export interface Restriction {
  readonly ground: RestrictionGround;
  readonly since: Date;
  /** When it ends, once the organisation has settled that; null until then. */
  readonly until: Date | null;
}

/** Of the row `u` of users: the use of what is stored is restricted now. By the database clock. */
export const isRestrictedNow = sql.raw("(u.restricted_at is not null and coalesce(u.restricted_until > now(), true))");

/** Of grant `g`: its person's use is not restricted, so that it may end by itself. */
export const mayEndByItself = sql`not exists (select from users u where u.id = g.user_id and ${isRestrictedNow})`;

/** The restriction in force, or null. */
export async function restrictionOf(executor: Executor, userId: string): Promise<Restriction | null> {
  const [found] = await executor.execute<{ ground: RestrictionGround; since: Date; until: Date | null }>(sql`
    select u.restriction as ground, u.restricted_at as since, u.restricted_until as until from users u
    where u.id = ${userId} and ${isRestrictedNow}`);
  return found ?? null;
}

interface RestrictionAct {
  readonly userId: string;
  /** The administrator, if the person has asked the organisation; the person, if they do it themselves. */
  readonly by: string;
}

/**
 * Restricts the use of what is stored about a person, at once. A restriction in force gets the new ground and has no end
 * any more. "changed": the account is closed.
 */
export function restrictUse(
  database: Database,
  { ground, ...act }: RestrictionAct & { readonly ground: RestrictionGround },
): Promise<AdministrationResult> {
  return acting(database, act, async (tx) => {
    await tx.execute(sql`
      update users u set restriction = ${ground}, restricted_until = null,
        restricted_at = case when ${isRestrictedNow} then u.restricted_at else now() end
      where id = ${act.userId}`);
    return { type: "restricted", details: { ground } };
  });
}

/** The person ends their own restriction, at once. "changed": there is none. */
export function endOwnRestriction(database: Database, userId: string): Promise<AdministrationResult> {
  return acting(database, { userId, by: userId }, async (tx) => {
    if (!(await restrictionOf(tx, userId))) return null;
    await tx.execute(sql`
      update users set restriction = null, restricted_at = null, restricted_until = null where id = ${userId}`);
    return { type: "restriction-ends", details: { days: 0 } };
  });
}

/** Days between the notice to the person and the end of the restriction that an administrator ends. */
export const restrictionNotice = { least: 1, most: 90 } as const;

/**
 * An administrator settles when a restriction ends: after so many days, because the person has to be told before
 * (Article 18(3) GDPR). "changed": there is none.
 */
export function endRestrictionIn(
  database: Database,
  { days, ...act }: RestrictionAct & { readonly days: number },
): Promise<AdministrationResult> {
  const { least, most } = restrictionNotice;
  if (!Number.isInteger(days) || days < least || days > most) throw new RangeError(`From ${least} to ${most} days`);
  return acting(database, act, async (tx) => {
    if (!(await restrictionOf(tx, act.userId))) return null;
    await tx.execute(sql`
      update users set restricted_until = now() + make_interval(days => ${days}) where id = ${act.userId}`);
    return { type: "restriction-ends", details: { days } };
  });
}

type Told = {
  readonly type: "restricted" | "restriction-ends";
  readonly details: Readonly<Record<string, string | number>>;
};

async function acting(
  database: Database,
  { userId, by }: RestrictionAct,
  work: (tx: Executor) => Promise<Told | null>,
): Promise<AdministrationResult> {
  const isOwn = userId === by;
  return database.orm.transaction(async (tx) => {
    const refused = isOwn ? null : await checkMayAct(tx, { userId, by });
    if (refused) return refused;
    const person = await lockPerson(tx, userId);
    const isOpen = person?.status === "active" || (!isOwn && person?.status === "suspended");
    const told = isOpen ? await work(tx) : null;
    if (told === null) return { ok: false, code: "changed" };
    const kind = isOwn ? "person" : "administrator";
    await appendEvent(tx, { ...told, actor: { kind, userId: by }, pseudonym: person?.pseudonym ?? null });
    return { ok: true };
  });
}
