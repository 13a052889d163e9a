/** The rows of one table in a dump of the database. */
export function rowsOf(dump: string, table: string): string[] {
  return dump.split("\n").filter((line) => line.startsWith(`${table} `));
}

/** By how many rows each table grew or shrank between two dumps; tables that did not are left out. */
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
