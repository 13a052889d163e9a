import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { migrate as drizzleMigrate } from "drizzle-orm/pg-proxy/migrator";
import { addStandardAttributes } from "../attributes/attributes.ts";
import { lock } from "./locks.ts";
import type { Database } from "./open.ts";

/**
 * Brings the tables up to date. drizzle's migrator takes no lock, and processes that start together would run the same
 * statements; here the first one locks and the others wait, then find nothing to do. Lock and migrations are one
 * transaction: all of them happen or none. Adds the standard attributes that are missing. Errors: DatabaseError.
 *
 * `folder`: an absolute path. The default is right as long as nobody bundles this file; a bundler moves it.
 */
export async function migrate(database: Database, options: { folder?: string } = {}): Promise<void> {
  const migrationsFolder = options.folder ?? defaultFolder();
  await database.orm.transaction(async (tx) => {
    await lock(tx, "migrations");
    const run = async (statements: string[]) => {
      for (const statement of statements) await tx.execute(sql.raw(statement));
    };
    await drizzleMigrate(tx, run, { migrationsFolder });
    await addStandardAttributes(tx);
  });
}

function defaultFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "../../migrations");
}
