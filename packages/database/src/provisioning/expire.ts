import { sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { providerAsks, currentVersion } from "../purposes/purpose-version-sql.ts";
import { eraseUncovered } from "./value-writing.ts";

export interface Expired {
  readonly grants: number;
  readonly values: number;
}

/** Of a grant `g`: it is of a notice that does not list this attribute any more. */
const notListedAnyMore = sql`exists (select from purpose p join ${currentVersion} v on true
  where p.id = g.purpose_id and p.provider_id is not null and not exists (
    select from purpose_version_attribute a where a.version_id = v.id and a.attribute_key = g.attribute_key))`;

/**
 * Ends the grants of this person that are past their purpose's duration, and those of a notice that got shorter, and
 * erases what nothing covers any more. Within a transaction. Time is the database's.
 */
export async function expireWithin(tx: Executor, userId: string): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute(sql`
    update consent_grant g set ended_at = greatest(now(), granted_at),
      end_reason = case when expires_at <= now() then 'expired' else 'superseded' end
    where user_id = ${userId} and ended_at is null and (expires_at <= now() or ${notListedAnyMore}) returning id`);
  return erasing(tx, userId, { ended: ended.length, pseudonym: person?.pseudonym ?? null });
}

async function erasing(
  tx: Executor,
  userId: string,
  { ended, pseudonym }: { readonly ended: number; readonly pseudonym: string | null },
): Promise<Expired> {
  if (ended === 0) return { grants: 0, values: 0 };
  const values = await eraseUncovered(tx, userId);
  await appendEvent(tx, { type: "expired", actor: "system", pseudonym, details: { grants: ended, erased: values } });
  return { grants: ended, values };
}

/**
 * Where a provider asks by now, what it asks takes the place of what it told: once somebody has an answer to all of it,
 * its notice ends for them, and what they did not agree to goes. Nothing ends where it asks for nothing, or tells still.
 * Within a transaction that has locked the person.
 */
export async function endNoticeWithin(tx: Executor, userId: string, providerId: string): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute(sql`
    update consent_grant g set ended_at = greatest(now(), granted_at), end_reason = 'superseded'
    where user_id = ${userId} and ended_at is null
      and purpose_id = (select id from purpose where provider_id = ${providerId})
      and exists (select from identity_provider where id = ${providerId} and jit_mode = 'ask')
      and exists (select from purpose p join ${currentVersion} v on true
        where p.status = 'live' and ${providerAsks(providerId)})
    returning id`);
  return erasing(tx, userId, { ended: ended.length, pseudonym: person?.pseudonym ?? null });
}

/** Some people with grants that are past their date, or of a notice that got shorter, in the order in which others lock people too. */
export async function peopleWithExpired(executor: Executor, limit: number): Promise<string[]> {
  const rows = await executor.execute<{ userId: string }>(sql`
    (select distinct user_id as "userId" from consent_grant where ended_at is null and expires_at <= now() order by 1 limit ${limit})
    union (select distinct g.user_id from (
        select p.id, a.attribute_key from purpose p join ${currentVersion} v on true
          join purpose_version o on o.purpose_id = p.id and o.number < v.number
          join purpose_version_attribute a on a.version_id = o.id
        where p.provider_id is not null
        except select p.id, a.attribute_key from purpose p join ${currentVersion} v on true
          join purpose_version_attribute a on a.version_id = v.id) gone
      join consent_grant g on g.purpose_id = gone.id and g.attribute_key = gone.attribute_key and g.ended_at is null
      order by 1 limit ${limit})
    order by 1 limit ${limit}`);
  return rows.map(({ userId }) => userId);
}
