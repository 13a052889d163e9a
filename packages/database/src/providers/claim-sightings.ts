import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { claimMapping } from "../schema/claim-mapping.ts";

/**
 * Notes that a provider sent these attributes today, by the day in UTC and without a value. Within the transaction that
 * stores what somebody agreed to, and only for attributes that a live grant of theirs covers: what is refused is not even
 * remembered as sent. A mapping is written once a day; sign-ins at the same moment do not wait for each other, since one of
 * them is enough.
 */
export async function recordClaimSighting(
  tx: Executor,
  providerId: string,
  attributes: readonly string[],
): Promise<void> {
  if (attributes.length === 0) return;
  const today = sql`(now() at time zone 'UTC')::date`;
  await tx.execute(sql`
    with due as (
      select provider_id, attribute_key from claim_mapping
      where provider_id = ${providerId} and (last_seen is null or last_seen < ${today})
        and attribute_key in (select jsonb_array_elements_text(${JSON.stringify(attributes)}::jsonb))
      order by attribute_key for no key update skip locked)
    update claim_mapping m set last_seen = ${today} from due
    where m.provider_id = due.provider_id and m.attribute_key = due.attribute_key`);
}

/** When a provider last sent each attribute that it maps, as the day in UTC (yyyy-mm-dd); without those it never sent. */
export async function claimsLastSeen(executor: Executor, providerId: string): Promise<ReadonlyMap<string, string>> {
  const { attributeKey: key, lastSeen } = claimMapping;
  const rows = await executor
    .select({ key, on: sql<string>`${lastSeen}::text` })
    .from(claimMapping)
    .where(and(eq(claimMapping.providerId, providerId), isNotNull(lastSeen)));
  return new Map(rows.map(({ key, on }) => [key, on]));
}
