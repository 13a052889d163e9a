import { asc, isNull, sql } from "drizzle-orm";
import { type Actor, appendEvent, eventActor } from "../audit/events.ts";
import { lock } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { oidcKey } from "../schema/oidc-key.ts";

export type OidcKey = typeof oidcKey.$inferSelect;
/** The caller creates the id, because the private key is sealed for it. */
export type NewOidcKey = Pick<OidcKey, "id" | "kid" | "algorithm" | "publicKey" | "privateKeySealed">;

/** Every published key: keys in use, future keys, and old keys whose tokens may still come back. */
export async function oidcKeys(executor: Executor): Promise<OidcKey[]> {
  return executor.select().from(oidcKey).orderBy(asc(oidcKey.createdAt), asc(oidcKey.id));
}

/** Adds the first keys. Returns false and changes nothing if there are keys already. */
export async function addFirstOidcKeys(executor: Executor, keys: readonly NewOidcKey[]): Promise<boolean> {
  return executor.transaction(async (tx) => {
    await lock(tx, "oidc-keys");
    if ((await oidcKeys(tx)).length > 0) return false;
    await addKeys(tx, keys, 0, null);
    return true;
  });
}

/**
 * Publishes new keys, which sign after `seconds`. The earlier ones are then retired and stay published. Returns false
 * and changes nothing if there are none yet: the first ones sign at once.
 */
export async function rotateOidcKeys(
  executor: Executor,
  { keys, seconds }: { keys: readonly NewOidcKey[]; seconds: number },
  by: Actor,
): Promise<boolean> {
  return executor.transaction(async (tx) => {
    await lock(tx, "oidc-keys");
    if ((await oidcKeys(tx)).length === 0) return false;
    await tx
      .update(oidcKey)
      .set({ retiredAt: sql`now() + make_interval(secs => ${seconds})` })
      .where(isNull(oidcKey.retiredAt));
    await addKeys(tx, keys, seconds, by);
    return true;
  });
}

async function addKeys(tx: Transaction, keys: readonly NewOidcKey[], seconds: number, by: Actor): Promise<void> {
  for (const key of keys) {
    await tx.insert(oidcKey).values({ ...key, signsFrom: sql`now() + make_interval(secs => ${seconds})` });
    const details = { kid: key.kid, algorithm: key.algorithm };
    await appendEvent(tx, { type: "oidc-key-rotated", actor: eventActor(by), details });
  }
}
