import { and, eq } from "drizzle-orm";
import { activeAdministrator } from "./administration.ts";
import { appendEvent } from "../audit/events.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { attribute } from "../schema/attribute.ts";
import { attributeValue } from "../schema/attribute-value.ts";
import { users } from "../schema/users.ts";

/**
 * One stored value in full, for an administrator who wants to see a masked one. The same transaction writes it to the
 * audit log: who looked, at whose data, which attribute, and never the value. Null if nothing is stored, or if `by` is
 * no active administrator.
 */
export async function readMaskedValue(
  database: Database,
  { userId, attribute, by }: { readonly userId: string; readonly attribute: string; readonly by: string },
): Promise<string | null> {
  return database.orm.transaction(async (tx) => {
    if ((await activeAdministrator(tx, by)) === null) return null;
    const [stored] = await tx
      .select({ value: attributeValue.value, pseudonym: users.pseudonym })
      .from(attributeValue)
      .innerJoin(users, eq(users.id, attributeValue.userId))
      .where(and(eq(attributeValue.userId, userId), eq(attributeValue.attributeKey, attribute)));
    if (stored === undefined) return null;
    const { value, pseudonym } = stored;
    await appendEvent(tx, {
      type: "value-shown",
      actor: { kind: "administrator", userId: by },
      pseudonym,
      details: { attribute },
    });
    return value;
  });
}

/**
 * Writes to the audit log that an administrator searches for people by a masked value: an answer tells them whose it
 * is. Who searched and which attribute is recorded, never the value. Nothing is recorded for an attribute that is not
 * masked.
 */
export async function recordMaskedSearch(
  executor: Executor,
  { attribute: key, by }: { readonly attribute: string; readonly by: string },
): Promise<void> {
  const [found] = await executor.select({ masked: attribute.masked }).from(attribute).where(eq(attribute.key, key));
  if (!found?.masked) return;
  await appendEvent(executor, {
    type: "value-searched",
    actor: { kind: "administrator", userId: by },
    details: { attribute: key },
  });
}
