import { sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

async function tables(executor: Executor): Promise<string[]> {
  const rows = await executor.execute<{ name: string }>(sql`
    select table_name as name from information_schema.tables
    where table_schema = 'public' and table_type = 'BASE TABLE' order by table_name`);
  return rows.map(({ name }) => name);
}

const counters = new Set(["sign_in_attempt", "provider_day", "application_day"]);

/**
 * Every row of every table as text, one row a line, in order of its text: for asserting that something is not stored.
 * Changes by any request are left out: the minute in which a session was last used, and counts of sign-in attempts, of
 * screens, of failures and of applications' requests. sign-in-attempts.test.ts, provider-days.test.ts and
 * application-days.test.ts test what these counts can contain.
 */
export async function dumpTables(executor: Executor): Promise<string> {
  const lines: string[] = [];
  for (const name of (await tables(executor)).filter((table) => !counters.has(table))) {
    const rows = await executor.execute<{ line: string }>(sql`
      select ${name === "session" ? sql`concat('(', to_jsonb(t) - 'last_seen_at', ')')` : sql`t`}::text as line from ${sql.identifier(name)} t order by 1`);
    lines.push(...rows.map(({ line }) => `${name} ${line}`));
  }
  return lines.join("\n");
}

/** How many rows each table has. */
export async function countRows(executor: Executor): Promise<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const name of await tables(executor)) {
    const [row] = await executor.execute<{ count: number }>(sql`select count(*) as count from ${sql.identifier(name)}`);
    counts[name] = row?.count ?? 0;
  }
  return counts;
}
