import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import type { Env } from "./env";

type Settings = Pick<Env, "databaseUrl" | "databasePool">;

/**
 * Opens the database and migrates it, for the app and for its commands. If the tables have a separate owner, an
 * earlier process has already migrated it (commands/migrate.ts), and nothing is left to do here. Errors:
 * DatabaseOpenError, DatabaseError. `folder`: see migrate.
 */
export async function openMigratedDatabase(settings: Settings, options: { folder?: string } = {}): Promise<Database> {
  const database = await openDatabase({ url: settings.databaseUrl, poolSize: settings.databasePool });
  try {
    await migrate(database, options);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
