import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { sql } from "drizzle-orm";
import { readMigrationFiles } from "drizzle-orm/migrator";
import { migrate as drizzleMigrate } from "drizzle-orm/pg-proxy/migrator";
import { addStandardAttributes } from "../attributes/attributes.ts";
import { DatabaseError, DatabaseOpenError } from "./database-error.ts";
import { lock } from "./locks.ts";
import type { Database } from "./open.ts";
import type { Executor } from "./orm.ts";

/** How long a migration waits for a table, and with it everyone who comes after. */
const tableWaitMs = 2000;
const pauseMs = 500;
/** The migration gives up if the tables were in use all that time. */
const giveUpMs = 60_000;

/**
 * Brings the tables up to date. drizzle's migrator takes no lock, and processes that start together would run the same
 * statements; here the first one locks and the others wait, then find nothing to do. Lock and migrations are one
 * transaction: all of them happen or none. A migration that has to wait for a table lets go of everything and tries again,
 * because sign-ins queue behind it. Adds the standard attributes that are missing. A role that may not change tables can
 * call it too, once their owner has. For a patient database. Errors: DatabaseError; DatabaseOpenError where the tables are
 * newer than this program, or never free.
 *
 * `folder`: an absolute path. The default is wrong in a bundle, because a bundler moves this file.
 */
export async function migrate(database: Database, options: { folder?: string } = {}): Promise<void> {
  const migrationsFolder = options.folder ?? defaultFolder();
  if (await isUpToDate(database.orm, migrationsFolder)) return addStandardAttributes(database.orm);
  const deadline = Date.now() + giveUpMs;
  while (!(await hasMigrated(database.orm, migrationsFolder))) {
    if (Date.now() > deadline) throw new DatabaseOpenError("tables-in-use", tablesInUse);
    await new Promise((go) => setTimeout(go, pauseMs));
  }
}

const tablesInUse =
  "The tables have to change, and for a minute somebody was using them all the time. Find who holds them with pg_locks and " +
  "pg_stat_activity, and start again. Nothing was changed.";

/** False: a table was in use, and nothing was changed. */
async function hasMigrated(executor: Executor, migrationsFolder: string): Promise<boolean> {
  try {
    await executor.transaction(async (tx) => {
      await lock(tx, "migrations");
      await tx.execute(sql.raw(`set local lock_timeout = ${tableWaitMs}`));
      const run = async (statements: string[]) => {
        for (const statement of statements) await tx.execute(sql.raw(statement));
      };
      await drizzleMigrate(tx, run, { migrationsFolder });
      await addStandardAttributes(tx);
    });
    return true;
  } catch (error) {
    // A table was in use for too long; or sign-ins had locked tables in another order, and this was chosen to yield.
    if (error instanceof DatabaseError && ["55P03", "40P01"].includes(error.code)) return false;
    throw error;
  }
}

/**
 * Whether every migration of the folder has been made here. Errors: DatabaseOpenError where one was made that the folder
 * does not have: this program is older than the database and could damage what it does not know.
 */
async function isUpToDate(executor: Executor, migrationsFolder: string): Promise<boolean> {
  const known = new Set(readMigrationFiles({ migrationsFolder }).map(({ folderMillis }) => folderMillis));
  const [table] = await executor.execute<{ name: string | null }>(
    sql`select to_regclass('drizzle.__drizzle_migrations')::text as name`,
  );
  if (!table?.name) return false;
  const made = await executor.execute<{ at: string }>(
    sql`select created_at::text as at from drizzle.__drizzle_migrations`,
  );
  if (made.some(({ at }) => !known.has(Number(at)))) throw new DatabaseOpenError("newer-database", newerDatabase);
  return made.length >= known.size;
}

const newerDatabase =
  "The database was brought up to date by a newer version of Assent than this one, which does not know its tables. Start " +
  "that version, or restore a backup from before it.";

function defaultFolder(): string {
  return join(dirname(fileURLToPath(import.meta.url)), "../../migrations");
}
