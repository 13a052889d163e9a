import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/**
 * Counts one more attempt under this key (SHA-256 in hexadecimal) and returns the number of attempts, this one
 * included. It is one statement, so that concurrent attempts on any number of instances each get another number.
 * `keptFor`: seconds after which the row may be deleted.
 */
export async function countAttempt(
  executor: Executor,
  { keyHash, keptFor }: { readonly keyHash: string; readonly keptFor: number },
): Promise<number> {
  const [counted] = await executor.execute<{ count: number }>(sql`
    insert into sign_in_attempt (key_hash, count, expires_at)
    values (${keyHash}, 1, now() + ${keptFor}::int * interval '1 second')
    on conflict (key_hash) do update set count = sign_in_attempt.count + 1
    returning count`);
  return counted?.count ?? 0;
}
