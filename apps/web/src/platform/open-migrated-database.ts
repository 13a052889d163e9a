import { grantAppRole } from "@assent/database/engine/app-role";
import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { type Env, roleOf } from "./env";

type Settings = Pick<Env, "databaseUrl" | "databaseOwnerUrl" | "databasePool">;

/**
 * Opens the database and brings its tables up to date; for the app and for its commands. If the tables have an owner of
 * their own, that role runs the migrations only, and the app's role gets the rights that it needs and no more. Errors:
 * DatabaseOpenError, DatabaseError. `folder`: see migrate.
 */
export async function openMigratedDatabase(settings: Settings, options: { folder?: string } = {}): Promise<Database> {
  const { databaseUrl, databaseOwnerUrl, databasePool } = settings;
  if (databaseOwnerUrl) {
    const owner = await openDatabase({ url: databaseOwnerUrl, poolSize: 1 });
    try {
      await migrate(owner, options);
      await grantAppRole(owner.orm, roleOf(databaseUrl));
    } finally {
      await owner.close();
    }
  }
  const database = await openDatabase({ url: databaseUrl, poolSize: databasePool });
  try {
    if (!databaseOwnerUrl) await migrate(database, options);
    return database;
  } catch (error) {
    await database.close();
    throw error;
  }
}
