import type { AgreedValue } from "@assent/consent/evaluate/evaluate";
import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { attributeValue } from "../schema/attribute-value.ts";

/** Grant `g` is live now. */
export const grantIsLive: SQL = sql`g.ended_at is null and (g.expires_at is null or g.expires_at > clock_timestamp())`;

/** Attributes that a live grant covers. Check them before writing a value, with the person locked. */
export async function coveredAttributesOf(tx: Executor, userId: string): Promise<ReadonlySet<string>> {
  const rows = await tx.execute<{ key: string }>(sql`
    select distinct g.attribute_key as key from consent_grant g where g.user_id = ${userId} and ${grantIsLive}`);
  return new Set(rows.map(({ key }) => key));
}

/**
 * Stores values of a person with an account and replaces stored ones. A value that the person entered is replaced only
 * by what they enter again, and a default replaces nothing.
 */
export async function writeValues(
  tx: Executor,
  { userId, providerId }: { userId: string; providerId: string | null },
  values: readonly AgreedValue[],
): Promise<void> {
  if (values.length === 0) return;
  await tx
    .insert(attributeValue)
    .values(
      values.map(({ attribute, value, source }) => ({
        userId,
        attributeKey: attribute,
        value,
        source,
        providerId: source === "self" ? null : providerId,
      })),
    )
    .onConflictDoUpdate({
      target: [attributeValue.userId, attributeValue.attributeKey],
      set: {
        value: sql`excluded.value`,
        source: sql`excluded.source`,
        providerId: sql`excluded.provider_id`,
        refreshedAt: sql`case when ${attributeValue.value} = excluded.value then ${attributeValue.refreshedAt} else now() end`,
        missingSince: null,
        unusableSince: null,
      },
      setWhere: sql`excluded.source = 'self' or (excluded.source = 'provider' and ${attributeValue.source} <> 'self')`,
    });
}

/** Erases every value of this person that no live grant covers. Returns how many. */
export async function eraseUncovered(tx: Executor, userId: string): Promise<number> {
  const gone = await tx.execute(sql`
    delete from attribute_value v where v.user_id = ${userId} and not exists (
      select from consent_grant g where g.user_id = v.user_id and g.attribute_key = v.attribute_key and ${grantIsLive})
    returning v.attribute_key`);
  return gone.length;
}
