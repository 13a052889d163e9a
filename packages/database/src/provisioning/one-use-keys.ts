import { eq, lt, type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { oneUseKey } from "../schema/one-use-key.ts";

/** A pending sign-in as the database stores it. */
export interface PendingKey {
  /** SHA-256 in hexadecimal. */
  readonly keyHash: string;
  /** When the pending sign-in ends, by the database clock. */
  readonly expiresAt: Date;
}

/**
 * SQL that uses up a key and returns one row, or none if it was used before or has expired. A concurrent second use
 * waits until the first transaction has ended. The row is kept three hours longer than this copy of the pending sign-in
 * is valid, because an earlier copy may have been given more time (two hours at most).
 */
export function consumeKey({ keyHash, expiresAt }: PendingKey): SQL {
  return sql`
    insert into one_use_key (key_hash, expires_at)
    select ${keyHash}, date_trunc('hour', ${expiresAt}::timestamptz, 'UTC') + interval '4 hours'
    where ${expiresAt}::timestamptz > clock_timestamp()
    on conflict do nothing
    returning true`;
}

/** Whether this pending sign-in was already answered. */
export async function isKeyUsed(executor: Executor, keyHash: string): Promise<boolean> {
  const rows = await executor
    .select({ keyHash: oneUseKey.keyHash })
    .from(oneUseKey)
    .where(eq(oneUseKey.keyHash, keyHash));
  return rows.length > 0;
}

/** Deletes the keys of pending sign-ins that have ended. Returns how many. */
export async function purgeOneUseKeys(executor: Executor): Promise<number> {
  const gone = await executor
    .delete(oneUseKey)
    .where(lt(oneUseKey.expiresAt, sql`now()`))
    .returning({ keyHash: oneUseKey.keyHash });
  return gone.length;
}
