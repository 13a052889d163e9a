import type { ReceiptSnapshot } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

interface Asked {
  readonly versionId: string;
  readonly attribute: string;
  readonly purposeId: string;
}

/**
 * Which of these items the person had agreed to until now (and not been told of), and which until their time was over: a yes renews both, and a
 * no withdraws the first. What was withdrawn meanwhile, or ended with its purpose, is in neither. Call it with the person
 * locked, before grants end.
 */
export async function agreedBefore(
  tx: Executor,
  userId: string,
  items: readonly Asked[],
): Promise<ReceiptSnapshot["before"]> {
  if (items.length === 0) return { live: [], expired: [] };
  const purposes = [...new Set(items.map(({ purposeId }) => purposeId))].map((id) => sql`${id}::uuid`);
  const rows = await tx.execute<{ purposeId: string; attribute: string; state: string }>(sql`
    select distinct on (purpose_id, attribute_key) purpose_id as "purposeId", attribute_key as attribute,
      coalesce(end_reason, 'live') as state
    from consent_grant where user_id = ${userId} and basis is null and purpose_id in (${sql.join(purposes, sql`, `)})
    order by purpose_id, attribute_key, ended_at desc nulls first`);
  const states = new Map(rows.map(({ purposeId, attribute, state }) => [`${purposeId} ${attribute}`, state]));
  const idsOf = (state: "live" | "expired") =>
    items
      .filter(({ purposeId, attribute }) => states.get(`${purposeId} ${attribute}`) === state)
      .map(({ versionId, attribute }) => `${versionId}.${attribute}`);
  return { live: idsOf("live"), expired: idsOf("expired") };
}
