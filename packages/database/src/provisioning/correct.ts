import { and, eq, sql } from "drizzle-orm";
import { appendEvent } from "../audit/events.ts";
import { lockPerson } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { coveredAttributesOf } from "./value-writing.ts";

/**
 * Replaces a value that the person entered, or a default if the attribute may be entered; it then counts as entered.
 * `value` has passed readValue. Returns false if there is nothing to correct: a provider's value is corrected at the
 * provider.
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
    // Checked before the value is sent to the database, which must not receive a value that no grant covers.
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
