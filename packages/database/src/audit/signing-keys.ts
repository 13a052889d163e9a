import { asc, isNull, sql } from "drizzle-orm";
import { eventActor, appendEvent, type Actor } from "./events.ts";
import { lock } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { type PublicSigningKey, signingKey } from "../schema/signing-key.ts";

export interface NewSigningKey {
  /** The caller creates it, because the private key is sealed for it. */
  readonly id: string;
  /** Its thumbprint, RFC 7638. */
  readonly kid: string;
  readonly publicKey: PublicSigningKey;
  readonly privateKeySealed: string;
}

export interface PublishedKey {
  readonly kid: string;
  readonly publicKey: PublicSigningKey;
  readonly createdAt: Date;
  /** Null for the key in use. */
  readonly retiredAt: Date | null;
}

/** The key in use, or null if there is none yet. */
export async function currentSigningKey(executor: Executor): Promise<NewSigningKey | null> {
  const [found] = await executor.select().from(signingKey).where(isNull(signingKey.retiredAt));
  if (!found?.privateKeySealed) return null;
  const { id, kid, publicKey, privateKeySealed } = found;
  return { id, kid, publicKey, privateKeySealed };
}

/** Every key that ever signed, oldest first, so that old signatures can still be verified. */
export async function publishedKeys(executor: Executor): Promise<PublishedKey[]> {
  const { kid, publicKey, createdAt, retiredAt } = signingKey;
  return executor
    .select({ kid, publicKey, createdAt, retiredAt })
    .from(signingKey)
    .orderBy(asc(createdAt), asc(signingKey.id));
}

/** Puts a new key in use. The earlier one loses its private key and stays published. */
export async function rotateSigningKey(executor: Executor, key: NewSigningKey, by: Actor = null): Promise<void> {
  await executor.transaction(async (tx) => {
    await lock(tx, "signing-key");
    await replaceKey(tx, key, by);
  });
}

/** Adds the first key. Returns false and changes nothing if there is one. */
export async function addFirstSigningKey(executor: Executor, key: NewSigningKey): Promise<boolean> {
  return executor.transaction(async (tx) => {
    await lock(tx, "signing-key");
    if ((await currentSigningKey(tx)) !== null) return false;
    await replaceKey(tx, key, null);
    return true;
  });
}

async function replaceKey(
  tx: Executor,
  { id, kid, publicKey, privateKeySealed }: NewSigningKey,
  by: Actor,
): Promise<void> {
  await tx
    .update(signingKey)
    .set({ retiredAt: sql`now()`, privateKeySealed: null })
    .where(isNull(signingKey.retiredAt));
  await tx.insert(signingKey).values({ id, kid, publicKey, privateKeySealed });
  await appendEvent(tx, { type: "signing-key-rotated", actor: eventActor(by), details: { kid } });
}
