import { sql } from "drizzle-orm";
import type { OpenEngine } from "./engine.ts";
import { noLimits } from "./limits.ts";
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
  /** For commands, migrations and jobs: they may take as long as they need. */
  readonly isPatient?: boolean;
}

/** Opens the database; it may still be empty, see migrate.ts. Errors: DatabaseOpenError. */
export async function openDatabase({ url, poolSize, isPatient = false }: OpenOptions): Promise<Database> {
  return databaseOn(await openPostgres(url, { poolSize, ...(isPatient ? { limits: noLimits } : {}) }));
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
