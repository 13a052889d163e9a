import { sql } from "drizzle-orm";
import { openEmbedded } from "./embedded.ts";
import type { OpenEngine } from "./engine.ts";
import { type Executor, ormOn } from "./orm.ts";
import { openPostgres } from "./postgres.ts";

export interface Database {
  /** drizzle's handle, the same type for both engines. */
  readonly orm: Executor;
  readonly engine: "embedded" | "postgres";
  /** Waits for what is running, then lets go of connections and lock. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Of a PostgreSQL database. Without it, the embedded database in `dataDir/database`. */
  readonly url?: string | null | undefined;
  readonly dataDir: string;
  /** Connections to PostgreSQL. */
  readonly poolSize?: number | undefined;
}

/** Opens the database; it may still be empty, see migrate.ts. Errors: DatabaseOpenError. */
export async function openDatabase({ url, dataDir, poolSize }: OpenOptions): Promise<Database> {
  return url
    ? databaseOn("postgres", await openPostgres(url, poolSize))
    : databaseOn("embedded", await openEmbedded(dataDir));
}

/** @internal For the two openings above and for tests. */
export function databaseOn(kind: Database["engine"], engine: OpenEngine): Database {
  return { orm: ormOn(engine), engine: kind, close: () => engine.close() };
}

/** Whether the database answers now. Throws DatabaseError when it does not. */
export async function isReachable({ orm }: Database): Promise<boolean> {
  await orm.execute(sql`select 1`);
  return true;
}
