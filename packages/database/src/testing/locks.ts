import { sql } from "drizzle-orm";
import { expect } from "vitest";
import type { Executor } from "../engine/orm.ts";

/** Returns once so many statements in this database wait for a lock: a barrier for races, on PostgreSQL. */
export async function untilWaiting(executor: Executor, statements: number): Promise<void> {
  const waiting = async () => {
    const [row] = await executor.execute<{ count: number }>(sql`
      select count(*) as count from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`);
    return row?.count;
  };
  await expect.poll(waiting, { timeout: 10_000, interval: 5 }).toBe(statements);
}
