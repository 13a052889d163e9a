import type { ReadableDatabase } from "./throw-away.ts";

/** The rows of one table in a dump of the database. */
export function rowsOf(dump: string, table: string): string[] {
  return dump.split("\n").filter((line) => line.startsWith(`${table} `));
}

/** The change in the number of rows of each table between two dumps; unchanged tables are left out. */
export function changedRows(before: string, after: string): Record<string, number> {
  const counts = (dump: string) => {
    const found = new Map<string, number>();
    for (const line of dump.split("\n")) {
      const table = /^\w+(?= \()/.exec(line)?.[0];
      if (table) found.set(table, (found.get(table) ?? 0) + 1);
    }
    return found;
  };
  const [was, is] = [counts(before), counts(after)];
  const tables = [...new Set([...was.keys(), ...is.keys()])];
  const changes = tables.map((table): [string, number] => [table, (is.get(table) ?? 0) - (was.get(table) ?? 0)]);
  return Object.fromEntries(changes.filter(([, change]) => change !== 0));
}

/**
 * Deletes all decisions, because the administrator of the demonstration has already decided. Receipts cannot be
 * deleted, so their trigger is off meanwhile.
 */
export async function forgetDecisions(database: ReadableDatabase): Promise<void> {
  const guard = (state: string) => `alter table receipt_item ${state} trigger receipt_item_is_immutable`;
  await database.run(`${guard("disable")}; delete from receipt_item; ${guard("enable")}`);
}
