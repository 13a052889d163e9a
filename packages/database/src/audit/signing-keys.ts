import { asc, isNull, sql } from "drizzle-orm";
import { eventActor, appendEvent, type Actor } from "./events.ts";
import { lock } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { checkpointKey } from "../schema/checkpoint-key.ts";
import { type PublicSigningKey, signingKey } from "../schema/signing-key.ts";

/** What a key signs, and where keys for it are: receipts (JWS), or heads of the ledger (signed notes). */
const tables = { receipt: signingKey, checkpoint: checkpointKey } as const;
export type SigningUse = keyof typeof tables;

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
export async function currentSigningKey(
  executor: Executor,
  use: SigningUse = "receipt",
): Promise<NewSigningKey | null> {
  const [found] = await executor.select().from(tables[use]).where(isNull(tables[use].retiredAt));
  if (!found?.privateKeySealed) return null;
  const { id, kid, publicKey, privateKeySealed } = found;
  return { id, kid, publicKey, privateKeySealed };
}

/** Every key that ever signed, oldest first, so that old signatures can still be verified. */
export async function publishedKeys(executor: Executor, use: SigningUse = "receipt"): Promise<PublishedKey[]> {
  const { id, kid, publicKey, createdAt, retiredAt } = tables[use];
  return executor.select({ kid, publicKey, createdAt, retiredAt }).from(tables[use]).orderBy(asc(createdAt), asc(id));
}

/** Puts a new key in use. The earlier one loses its private key and stays published. */
export async function rotateSigningKey(
  executor: Executor,
  key: NewSigningKey,
  by: Actor = null,
  use: SigningUse = "receipt",
): Promise<void> {
  await executor.transaction(async (tx) => {
    await lock(tx, "signing-key");
    await replaceKey(tx, key, by, use);
  });
}

/** Adds the first key. Returns false and changes nothing if there is one. */
export async function addFirstSigningKey(
  executor: Executor,
  key: NewSigningKey,
  use: SigningUse = "receipt",
): Promise<boolean> {
  return executor.transaction(async (tx) => {
    await lock(tx, "signing-key");
    if ((await currentSigningKey(tx, use)) !== null) return false;
    await replaceKey(tx, key, null, use);
    return true;
  });
}

async function replaceKey(
  tx: Executor,
  { id, kid, publicKey, privateKeySealed }: NewSigningKey,
  by: Actor,
  use: SigningUse,
): Promise<void> {
  const table = tables[use];
  await tx
    .update(table)
    .set({ retiredAt: sql`now()`, privateKeySealed: null })
    .where(isNull(table.retiredAt));
  await tx.insert(table).values({ id, kid, publicKey, privateKeySealed });
  const details = use === "receipt" ? { kid } : { kid, use };
  await appendEvent(tx, { type: "signing-key-rotated", actor: eventActor(by), details });
}
