import { and, eq, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { deciding } from "./deciding.ts";
import { type EndedGrant, endedColumns, insertEnding } from "./ending-receipt.ts";
import { lockPerson } from "../engine/locks.ts";
import { thePerson } from "./later-receipt.ts";
import type { Database } from "../engine/open.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { grantIsLive } from "./value-writing.ts";

/**
 * Replaces a value that the person entered, or a default if the attribute may be entered; it then counts as entered.
 * `value` has passed readValue. Returns false if there is nothing to correct: a provider's value is corrected at the
 * provider.
 */
export async function correctValue(
  database: Database,
  { userId, attribute, value }: { readonly userId: string; readonly attribute: string; readonly value: string },
): Promise<boolean> {
  return deciding(database, async (tx) => {
    const person = await lockPerson(tx, userId);
    const own = and(
      eq(attributeValue.userId, userId),
      eq(attributeValue.attributeKey, attribute),
      sql`(${attributeValue.source} = 'self' or (${attributeValue.source} = 'default'
        and exists (select from attribute a where a.key = ${attribute} and a.self_assertable)))`,
    );
    const [held] = await tx.select({ key: attributeValue.attributeKey }).from(attributeValue).where(own);
    // Checked before the value is sent to the database, which must not receive a value that no grant covers.
    const grants =
      held === undefined
        ? []
        : await tx.execute<EndedGrant>(sql`
            select ${endedColumns} from consent_grant g
            where g.user_id = ${userId} and g.attribute_key = ${attribute} and ${grantIsLive}`);
    if (person?.status !== "active" || grants.length === 0) return false;
    await tx
      .update(attributeValue)
      .set({ value, source: "self", providerId: null, refreshedAt: sql`now()` })
      .where(own);
    const receipt = await insertEnding(tx, {
      ...{ pseudonym: person.pseudonym, kind: "correction", actor: thePerson, grants, collectionMethod: "web-form" },
    });
    await appendEvent(tx, {
      type: "corrected",
      actor: { kind: "person", userId },
      pseudonym: person.pseudonym,
      receiptId: receipt?.id ?? null,
      details: { attribute },
    });
    return true;
  });
}
