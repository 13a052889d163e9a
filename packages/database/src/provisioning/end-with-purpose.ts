import { type SQL, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import type { Expired } from "./expire.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { eraseUncovered, grantIsLive } from "./value-writing.ts";

/** What would end if a purpose were archived together with its grants. */
export interface PurposeEndImpact {
  /** People who agree to at least one attribute of it today. */
  readonly people: number;
  readonly grants: number;
  /** Stored values that no other grant covers. */
  readonly values: number;
}

export async function purposeEndImpact(executor: Executor, purposeId: string): Promise<PurposeEndImpact> {
  const [found] = await executor.execute<Record<keyof PurposeEndImpact, number>>(sql`
    select count(distinct g.user_id) as people, count(*) as grants, count(*) filter (where exists (
      select from attribute_value v where v.user_id = g.user_id and v.attribute_key = g.attribute_key
    ) and not exists (
      select from consent_grant o where o.user_id = g.user_id and o.attribute_key = g.attribute_key
        and o.purpose_id <> g.purpose_id and o.ended_at is null and (o.expires_at is null or o.expires_at > now())
    )) as values
    from consent_grant g where g.purpose_id = ${purposeId} and ${grantIsLive}`);
  return found ?? { people: 0, grants: 0, values: 0 };
}

/**
 * Ends the grants of a purpose that was archived together with them, a few people per transaction, because a purpose of
 * a million people would otherwise hold up every sign-in. The retention job continues it if it is interrupted.
 */
export async function endGrantsOfPurpose(database: Database, purposeId: string, batch = 100): Promise<void> {
  while ((await database.orm.transaction((tx) => endGrantBatch(tx, batch, purposeId))).grants > 0);
}

/** Ends the grants of the next people of one such purpose, or of all. Call it within a transaction. */
export async function endGrantBatch(tx: Executor, limit: number, purposeId: string | null = null): Promise<Expired> {
  let [grants, values] = [0, 0];
  for (const one of await someToEnd(tx, limit, purposeId)) {
    const ended = await endWithPurpose(tx, one);
    grants += ended.grants;
    values += ended.values;
  }
  return { grants, values };
}

type Ending = { userId: string; purposeId: string };

// In a fixed order, so that two concurrent runs wait for each other instead of deadlocking.
const someToEnd = (tx: Executor, limit: number, purposeId: string | null): Promise<Ending[]> =>
  tx.execute<Ending>(sql`
    select distinct g.user_id as "userId", g.purpose_id as "purposeId" from consent_grant g
    where g.ended_at is null and g.purpose_id in (${ending}) ${purposeId === null ? sql`` : sql`and g.purpose_id = ${purposeId}`}
    order by 1, 2 limit ${limit}`);

const ending: SQL = sql`select id from purpose where ends_grants`;

/** Ends the grants of one person. There is no receipt, because they decided nothing; an event tells applications. */
async function endWithPurpose(tx: Executor, { userId, purposeId }: Ending): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute(sql`
    update consent_grant set ended_at = greatest(now(), granted_at), end_reason = 'purpose-ended'
    where user_id = ${userId} and purpose_id = ${purposeId} and ended_at is null returning id`);
  if (ended.length === 0) return { grants: 0, values: 0 };
  const values = await eraseUncovered(tx, userId);
  await appendEvent(tx, {
    type: "purpose-withdrawn",
    actor: "system",
    pseudonym: person?.pseudonym ?? null,
    purposeId,
    details: { grants: ended.length, erased: values },
  });
  return { grants: ended.length, values };
}

/** Whether grants of the purpose are still open. */
export function isEndingWithPurpose(purposeId: SQL): SQL {
  return sql`exists (select from consent_grant g where g.purpose_id = ${purposeId} and g.ended_at is null)`;
}
