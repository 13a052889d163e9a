import { asc, eq, isNull, sql } from "drizzle-orm";
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

/** Publishes new keys, which sign after `seconds`. The earlier ones are retired then and stay published. */
export async function rotateOidcKeys(
  executor: Executor,
  { keys, seconds }: { keys: readonly NewOidcKey[]; seconds: number },
  by: Actor,
): Promise<void> {
  await executor.transaction(async (tx) => {
    await lock(tx, "oidc-keys");
    await tx
      .update(oidcKey)
      .set({ retiredAt: sql`now() + make_interval(secs => ${seconds})` })
      .where(isNull(oidcKey.retiredAt));
    await addKeys(tx, keys, seconds, by);
  });
}

/** Deletes keys that were retired `days` ago: every token that they signed has expired. */
export async function removeOldOidcKeys(executor: Executor, days: number): Promise<void> {
  await executor.delete(oidcKey).where(sql`${oidcKey.retiredAt} < now() - make_interval(days => ${days})`);
}

async function addKeys(tx: Transaction, keys: readonly NewOidcKey[], seconds: number, by: Actor): Promise<void> {
  for (const key of keys) {
    await tx.insert(oidcKey).values({ ...key, signsFrom: sql`now() + make_interval(secs => ${seconds})` });
    const details = { kid: key.kid, algorithm: key.algorithm };
    await appendEvent(tx, { type: "oidc-key-rotated", actor: eventActor(by), details });
  }
}

/** Replaces the sealed private key, after a change of the installation's secret. */
export async function resealOidcKey(executor: Executor, id: string, privateKeySealed: string): Promise<void> {
  await executor.update(oidcKey).set({ privateKeySealed }).where(eq(oidcKey.id, id));
}
