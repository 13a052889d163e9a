import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { openClosedSubjectKey } from "./closed-subject-key";
import type { Env } from "./env";
import { issuerOf } from "./signing/issuer";

/**
 * Opens the database and brings its tables up to date: for the start of the app, for its jobs, and the one way for its
 * commands. Where the tables have an owner of their own, that has happened in a process that is over (commands/migrate.ts),
 * and nothing is left to do. What it runs may take as long as it needs. Errors: DatabaseOpenError, DatabaseError. `folder`:
 * see migrate.
 */
export async function openMigratedDatabase(
  { databaseUrl: url, ...settings }: Pick<Env, "databaseUrl" | "origin" | "jurisdiction" | "seal">,
  options: { folder?: string } = {},
): Promise<Database> {
  const database = await openDatabase({ url, poolSize: 2, isPatient: true, issuer: issuerOf(settings) });
  try {
    await migrate(database, options);
    await openClosedSubjectKey(database, settings.seal);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
