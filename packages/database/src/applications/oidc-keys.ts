import { asc, eq, isNull, sql } from "drizzle-orm";
import { type Actor, appendEvent, eventActor } from "../audit/events.ts";
import { lock } from "../engine/locks.ts";
import type { Executor, Transaction } from "../engine/orm.ts";
import { oidcKey } from "../schema/oidc-key.ts";

export type OidcKey = typeof oidcKey.$inferSelect;
/** The caller makes the id, because the private key is sealed for it. */
export type NewOidcKey = Pick<OidcKey, "id" | "kid" | "algorithm" | "publicKey" | "privateKeySealed">;

/** Every key that is published: those that sign, those that will, and those whose tokens may still come back. */
export async function oidcKeys(executor: Executor): Promise<OidcKey[]> {
  return executor.select().from(oidcKey).orderBy(asc(oidcKey.createdAt), asc(oidcKey.id));
}

/** Adds the first keys; false, and nothing has changed, where there are keys already. */
export async function addFirstOidcKeys(executor: Executor, keys: readonly NewOidcKey[]): Promise<boolean> {
  return executor.transaction(async (tx) => {
    await lock(tx, "oidc-keys");
    if ((await oidcKeys(tx)).length > 0) return false;
    await addKeys(tx, keys, 0, null);
    return true;
  });
}

/** New keys are published now and sign after `seconds`; those before them are retired then and stay published. */
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

/** Removes retired keys after `days`: by then every token that they signed is over. */
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

/** For sealing anew under another secret. */
export async function resealOidcKey(executor: Executor, id: string, privateKeySealed: string): Promise<void> {
  await executor.update(oidcKey).set({ privateKeySealed }).where(eq(oidcKey.id, id));
}
