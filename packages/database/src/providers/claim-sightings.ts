import { and, eq, isNotNull, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { claimMapping } from "../schema/claim-mapping.ts";

/**
 * Records that a provider sent these attributes today (UTC), without a value. Call it within the transaction that
 * stores what a person agreed to, and only for attributes that a live grant covers: that a refused value was sent is
 * not recorded. A mapping is written once a day. Concurrent sign-ins skip locked rows, since one of them is enough.
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

/** Counts a sign-in that brought something unusable for these attributes. The count names no person. */
export async function countUnusable(
  executor: Executor,
  providerId: string,
  attributes: readonly string[],
): Promise<void> {
  await executor.execute(sql`
    with due as (
      select provider_id, attribute_key from claim_mapping
      where provider_id = ${providerId}
        and attribute_key in (select jsonb_array_elements_text(${JSON.stringify(attributes)}::jsonb))
      order by attribute_key for no key update)
    update claim_mapping m set unusable_count = unusable_count + 1, unusable_last = (now() at time zone 'UTC')::date
    from due where m.provider_id = due.provider_id and m.attribute_key = due.attribute_key`);
}

export interface UnusableClaim {
  /** Sign-ins since the claim was mapped. */
  readonly count: number;
  /** The last day, in UTC: yyyy-mm-dd. */
  readonly on: string;
}

/**
 * Key of the attribute → how often something unusable was sent for it. Attributes that were always usable are left out.
 */
export async function unusableClaims(
  executor: Executor,
  providerId: string,
): Promise<ReadonlyMap<string, UnusableClaim>> {
  const { attributeKey: key, unusableCount: count, unusableLast } = claimMapping;
  const rows = await executor
    .select({ key, count, on: sql<string>`${unusableLast}::text` })
    .from(claimMapping)
    .where(and(eq(claimMapping.providerId, providerId), isNotNull(unusableLast)));
  return new Map(rows.map(({ key, count, on }) => [key, { count, on }]));
}

/**
 * The day (UTC, yyyy-mm-dd) on which a provider last sent each attribute that it maps, by key; without attributes that
 * it never sent.
 */
export async function claimsLastSeen(executor: Executor, providerId: string): Promise<ReadonlyMap<string, string>> {
  const { attributeKey: key, lastSeen } = claimMapping;
  const rows = await executor
    .select({ key, on: sql<string>`${lastSeen}::text` })
    .from(claimMapping)
    .where(and(eq(claimMapping.providerId, providerId), isNotNull(lastSeen)));
  return new Map(rows.map(({ key, on }) => [key, on]));
}
