import { sql } from "drizzle-orm";
import type { OpenEngine } from "./engine.ts";
import { type Executor, ormOn } from "./orm.ts";
import { openPostgres } from "./postgres.ts";

export interface Database {
  /** drizzle's handle. */
  readonly orm: Executor;
  /** Waits for running statements, then closes the connections. */
  close(): Promise<void>;
}

export interface OpenOptions {
  /** Like postgres://user:password@host/name; the host can be a socket, see socket-path.ts. */
  readonly url: string;
  /** In connections. */
  readonly poolSize?: number | undefined;
}

/** Opens the database; it may still be empty, see migrate.ts. Errors: DatabaseOpenError. */
export async function openDatabase({ url, poolSize }: OpenOptions): Promise<Database> {
  return databaseOn(await openPostgres(url, poolSize));
}

/** @internal For the opening above and for tests. */
export function databaseOn(engine: OpenEngine): Database {
  return { orm: ormOn(engine), close: () => engine.close() };
}

/** Whether the database answers now. Throws DatabaseError if it does not. */
export async function isReachable({ orm }: Database): Promise<boolean> {
  await orm.execute(sql`select 1`);
  return true;
}
