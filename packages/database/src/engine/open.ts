import { sql } from "drizzle-orm";
import type { OpenEngine } from "./engine.ts";
import type { Issuer } from "./issuer.ts";
import { noLimits } from "./limits.ts";
import { type Executor, ormOn } from "./orm.ts";
import { openPostgres } from "./postgres.ts";

export interface Database {
  /** drizzle's handle. */
  readonly orm: Executor;
  /** Null: receipts are made without what they say about the installation, and are not signed. For tools and tests only. */
  readonly issuer: Issuer | null;
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
  /** Given by all that makes receipts: see Database. */
  readonly issuer?: Issuer | null;
}

/** Opens the database; it may still be empty, see migrate.ts. Errors: DatabaseOpenError. */
export async function openDatabase({
  url,
  poolSize,
  isPatient = false,
  issuer = null,
}: OpenOptions): Promise<Database> {
  return databaseOn(await openPostgres(url, { poolSize, ...(isPatient ? { limits: noLimits } : {}) }), issuer);
}

/** @internal For the opening above and for tests. */
export function databaseOn(engine: OpenEngine, issuer: Issuer | null = null): Database {
  return { orm: ormOn(engine), issuer, close: () => engine.close() };
}

/** Whether the database answers now. Throws DatabaseError if it does not. */
export async function isReachable({ orm }: Database): Promise<boolean> {
  await orm.execute(sql`select 1`);
  return true;
}
