import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import { type EndedGrant, endedColumns, insertEnding, theSystem } from "./ending-receipt.ts";
import type { Executor } from "../engine/orm.ts";
import { providerAsks, currentVersion } from "../purposes/purpose-version-sql.ts";
import { mayEndByItself } from "../users/restriction.ts";
import { eraseUncovered } from "./value-writing.ts";

export interface Expired {
  readonly grants: number;
  readonly values: number;
}

/** Grant `g` belongs to a notice that no longer lists its attribute. */
const notListedAnyMore = sql`exists (select from purpose p join ${currentVersion} v on true
  where p.id = g.purpose_id and p.provider_id is not null and not exists (
    select from purpose_version_attribute a where a.version_id = v.id and a.attribute_key = g.attribute_key))`;

/**
 * Ends this person's grants that have expired and those whose notice no longer lists the attribute, and erases values
 * that nothing covers any more. Nothing ends while the use is restricted. Call it within deciding(). Uses the database
 * clock.
 */
export async function expireWithin(tx: Executor, userId: string): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute<EndedGrant & { expired: boolean }>(sql`
    update consent_grant g set ended_at = greatest(now(), granted_at),
      end_reason = case when expires_at <= now() then 'expired' else 'superseded' end
    where user_id = ${userId} and ended_at is null and (expires_at <= now() or ${notListedAnyMore})
      and ${mayEndByItself} returning ${endedColumns}, end_reason = 'expired' as expired`);
  const pseudonym = person?.pseudonym ?? null;
  const over = ended.filter(({ expired }) => expired);
  const dropped = ended.filter(({ expired }) => !expired);
  const values = (await erasing(tx, userId, { kind: "expiry", ended: over, pseudonym })).values;
  return {
    grants: ended.length,
    values: values + (await erasing(tx, userId, { kind: "purpose-end", ended: dropped, pseudonym })).values,
  };
}

interface EndedOf {
  readonly kind: "expiry" | "purpose-end";
  readonly ended: readonly EndedGrant[];
  readonly pseudonym: string | null;
}

/** Records the end of these grants, with a receipt, and erases values that nothing covers any more. */
async function erasing(tx: Executor, userId: string, { kind, ended, pseudonym }: EndedOf): Promise<Expired> {
  if (ended.length === 0) return { grants: 0, values: 0 };
  const receipt = await insertEnding(tx, {
    ...{ pseudonym, kind, actor: theSystem, grants: ended },
    collectionMethod: kind === "expiry" ? "automatic" : "organisation",
  });
  const values = await eraseUncovered(tx, userId);
  await appendEvent(tx, {
    ...{ type: "expired", actor: "system", pseudonym, receiptId: receipt?.id ?? null },
    details: { grants: ended.length, erased: values },
  });
  return { grants: ended.length, values };
}

/**
 * If a provider that used to tell now asks, its notice ends for a person who has answered all of its questions, and
 * values that they did not agree to are erased. Nothing ends if it asks for nothing, or only for applications, or still
 * tells. Call it within deciding(), with the person locked.
 */
export async function endNoticeWithin(tx: Executor, userId: string, providerId: string): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute<EndedGrant>(sql`
    update consent_grant g set ended_at = greatest(now(), granted_at), end_reason = 'superseded'
    where user_id = ${userId} and ended_at is null
      and purpose_id = (select id from purpose where provider_id = ${providerId}) and ${mayEndByItself}
      and exists (select from identity_provider where id = ${providerId} and jit_mode = 'ask')
      and exists (select from purpose p join ${currentVersion} v on true
        where p.status = 'live' and v.for_organisation and ${providerAsks(providerId)})
    returning ${endedColumns}`);
  return erasing(tx, userId, { kind: "purpose-end", ended, pseudonym: person?.pseudonym ?? null });
}

/** Some people with grants that expireWithin would end, in the order in which others lock people. */
export async function peopleWithExpired(executor: Executor, limit: number): Promise<string[]> {
  const rows = await executor.execute<{ userId: string }>(sql`
    (select distinct user_id as "userId" from consent_grant g
      where ended_at is null and expires_at <= now() and ${mayEndByItself} order by 1 limit ${limit})
    union (select distinct g.user_id from (
        select p.id, a.attribute_key from purpose p join ${currentVersion} v on true
          join purpose_version o on o.purpose_id = p.id and o.number < v.number
          join purpose_version_attribute a on a.version_id = o.id
        where p.provider_id is not null
        except select p.id, a.attribute_key from purpose p join ${currentVersion} v on true
          join purpose_version_attribute a on a.version_id = v.id) gone
      join consent_grant g on g.purpose_id = gone.id and g.attribute_key = gone.attribute_key and g.ended_at is null
      where ${mayEndByItself} order by 1 limit ${limit})
    order by 1 limit ${limit}`);
  return rows.map(({ userId }) => userId);
}
