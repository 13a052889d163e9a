import { type SQL, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { deciding } from "./deciding.ts";
import { type EndedGrant, endedColumns, insertEnding, theSystem } from "./ending-receipt.ts";
import type { Expired } from "./expire.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { mayEndByItself } from "../users/restriction.ts";
import { eraseUncovered, grantIsLive } from "./value-writing.ts";

/** What would end if a purpose were archived together with its grants, or without the attributes that are taken off. */
export interface PurposeEndImpact {
  /** People who agree to at least one attribute of it today. */
  readonly people: number;
  readonly grants: number;
  /** Stored values that no other grant covers. */
  readonly values: number;
}

export async function purposeEndImpact(executor: Executor, purposeId: string): Promise<PurposeEndImpact> {
  const { attributes: _, ...impact } = await endImpact(executor, sql`g.purpose_id = ${purposeId}`);
  return impact;
}

/** Also names the attributes, by key. */
export interface DroppedImpact extends PurposeEndImpact {
  readonly attributes: readonly string[];
}

/** The same for the attributes that people agreed to for this purpose, and that this version of it does not ask for. */
export const droppedImpact = (executor: Executor, purposeId: string, versionId: string): Promise<DroppedImpact> =>
  endImpact(executor, sql`g.purpose_id = ${purposeId} and ${isDroppedBy(sql`${versionId}::uuid`)}`);

async function endImpact(executor: Executor, which: SQL): Promise<DroppedImpact> {
  type Row = Record<keyof PurposeEndImpact, number> & { attributes: string[] };
  const [found] = await executor.execute<Row>(sql`
    select coalesce(jsonb_agg(distinct g.attribute_key), '[]') as attributes, count(distinct g.user_id) as people, count(*) as grants, count(*) filter (where exists (
      select from attribute_value v where v.user_id = g.user_id and v.attribute_key = g.attribute_key
    ) and not exists (
      select from consent_grant o where o.user_id = g.user_id and o.attribute_key = g.attribute_key
        and o.purpose_id <> g.purpose_id and o.ended_at is null and (o.expires_at is null or o.expires_at > now())
    )) as values
    from consent_grant g where ${which} and ${grantIsLive}`);
  return found ?? { attributes: [], people: 0, grants: 0, values: 0 };
}

/** Grant `g` is of an attribute that the version with this id does not ask for. */
const isDroppedBy = (versionId: SQL): SQL => sql`not exists (
  select from purpose_version_attribute a where a.version_id = ${versionId} and a.attribute_key = g.attribute_key)`;

/** Grant `g` ends: with its purpose, or because a later version does not ask for its attribute and ended what was agreed. */
const isEnding: SQL = sql`${mayEndByItself} and (g.purpose_id in (select id from purpose where ends_grants)
  or (g.purpose_id in (select purpose_id from purpose_version where ends_dropped) and exists (
    select from purpose_version agreed
    join purpose_version n on n.purpose_id = agreed.purpose_id and n.number > agreed.number and n.ends_dropped
    where agreed.id = g.purpose_version_id and ${isDroppedBy(sql`n.id`)})))`;

/**
 * Ends the grants of a purpose that was archived together with them, or of attributes that a version dropped, a few
 * people per transaction, because a purpose of a million people would otherwise hold up every sign-in. The retention job
 * continues it if it is interrupted.
 */
export async function endGrantsOfPurpose(database: Database, purposeId: string, batch = 100): Promise<void> {
  while ((await deciding(database, (tx) => endGrantBatch(tx, batch, purposeId))).grants > 0);
}

/** Ends the grants of the next people of one such purpose, or of all. Call it within deciding(). */
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
    where g.ended_at is null and ${isEnding} ${purposeId === null ? sql`` : sql`and g.purpose_id = ${purposeId}`}
    order by 1, 2 limit ${limit}`);

/** Ends the grants of one person that end, with a receipt and an event. */
async function endWithPurpose(tx: Executor, { userId, purposeId }: Ending): Promise<Expired> {
  const person = await lockPerson(tx, userId);
  const ended = await tx.execute<EndedGrant>(sql`
    update consent_grant g set ended_at = greatest(now(), granted_at), end_reason = 'purpose-ended'
    where user_id = ${userId} and purpose_id = ${purposeId} and ended_at is null and ${isEnding}
    returning ${endedColumns}`);
  if (ended.length === 0) return { grants: 0, values: 0 };
  const pseudonym = person?.pseudonym ?? null;
  const receipt = await insertEnding(tx, {
    ...{ pseudonym, kind: "purpose-end", actor: theSystem, grants: ended, collectionMethod: "organisation" },
  });
  const values = await eraseUncovered(tx, userId);
  await appendEvent(tx, {
    type: "purpose-withdrawn",
    actor: "system",
    pseudonym,
    purposeId,
    receiptId: receipt?.id ?? null,
    details: { grants: ended.length, erased: values },
  });
  return { grants: ended.length, values };
}

/** Whether grants of the purpose are still open. */
export function isEndingWithPurpose(purposeId: SQL): SQL {
  return sql`exists (select from consent_grant g where g.purpose_id = ${purposeId} and g.ended_at is null)`;
}
