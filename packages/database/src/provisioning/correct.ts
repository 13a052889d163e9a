import { and, eq, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { coveredAttributesOf } from "./value-writing.ts";

/**
 * Replaces what the person entered by what they enter now; `value` has passed readValue. What the organisation has set is
 * theirs to correct too, where the attribute may be entered, and then it is what they entered. False when there is nothing
 * to correct here: what came from a provider is corrected there.
 */
export async function correctValue(
  database: Database,
  { userId, attribute, value }: { readonly userId: string; readonly attribute: string; readonly value: string },
): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    const person = await lockPerson(tx, userId);
    const own = and(
      eq(attributeValue.userId, userId),
      eq(attributeValue.attributeKey, attribute),
      sql`(${attributeValue.source} = 'self' or (${attributeValue.source} = 'default'
        and exists (select from attribute a where a.key = ${attribute} and a.self_assertable)))`,
    );
    const [held] = await tx.select({ key: attributeValue.attributeKey }).from(attributeValue).where(own);
    // Asked before the value is sent: what nobody agrees to any more must not come near the database.
    const agreed = held !== undefined && (await coveredAttributesOf(tx, userId)).has(attribute);
    if (person?.status !== "active" || !agreed) return false;
    await tx
      .update(attributeValue)
      .set({ value, source: "self", providerId: null, refreshedAt: sql`now()` })
      .where(own);
    await appendEvent(tx, {
      type: "corrected",
      actor: { kind: "person", userId },
      pseudonym: person.pseudonym,
      details: { attribute },
    });
    return true;
  });
}
