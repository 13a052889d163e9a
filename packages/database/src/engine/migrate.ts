import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as drizzleMigrate } from "drizzle-orm/pg-proxy/migrator";
import { addStandardAttributes } from "../attributes/attributes.ts";
import { lock } from "./locks.ts";
import type { Database } from "./open.ts";
import type { Executor } from "./orm.ts";

/**
 * Brings the tables up to date. drizzle's migrator takes no lock, and processes that start together would run the same
 * statements; here the first one locks and the others wait, then find nothing to do. Lock and migrations are one
 * transaction: all of it is done or nothing is. Adds the standard attributes that are missing. A role that may not
 * change tables can call this too, after their owner has. Errors: DatabaseError.
 *
 * `folder`: an absolute path. The default is wrong in a bundle, because a bundler moves this file.
 */
export async function migrate(database: Database, options: { folder?: string } = {}): Promise<void> {
  const migrationsFolder = options.folder ?? defaultFolder();
  if (await isUpToDate(database.orm, migrationsFolder)) return addStandardAttributes(database.orm);
  await database.orm.transaction(async (tx) => {
    await lock(tx, "migrations");
    const run = async (statements: string[]) => {
      for (const statement of statements) await tx.execute(sql.raw(statement));
    };
    await drizzleMigrate(tx, run, { migrationsFolder });
    await addStandardAttributes(tx);
  });
}

/** Whether the newest migration of the folder has run here, by the same rule as drizzle's migrator. */
async function isUpToDate(executor: Executor, migrationsFolder: string): Promise<boolean> {
  const [known] = await executor.execute<{ table: string | null }>(
    sql`select to_regclass('drizzle.__drizzle_migrations')::text as table`,
  );
  if (!known?.table) return false;
  const [made] = await executor.execute<{ newest: string | null }>(
    sql`select max(created_at)::text as newest from drizzle.__drizzle_migrations`,
  );
  const newest = Math.max(...readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis));
  return Number(made?.newest ?? 0) >= newest;
}

function defaultFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "../../migrations");
}
