import { openDatabase } from "@assent/database/engine/open";
import { dumpTables } from "@assent/database/testing/dump";
import { createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/testkit/throw-away";

export interface ReadableDatabase extends ThrowAwayDatabase {
  /** Every row of every table as text. */
  dump(): Promise<string>;
}

/** On the server of the run, or on another. `template`: the name of a database to copy; without, it is empty. */
export async function throwAwayDatabase(
  template?: string,
  server = process.env["TEST_DATABASE_URL"] ?? "",
): Promise<ReadableDatabase> {
  const made = await createThrowAwayDatabase(server, template);
  return {
    ...made,
    async dump() {
      const database = await openDatabase({ url: made.url, poolSize: 1 });
      return dumpTables(database.orm).finally(() => database.close());
    },
  };
}
