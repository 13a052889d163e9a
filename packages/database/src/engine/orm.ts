import type { Query } from "drizzle-orm";
import { NoopCache } from "drizzle-orm/cache/core";
import { NoopLogger } from "drizzle-orm/logger";
import {
  PgDatabase,
  PgDialect,
  type PgSession,
  PgTransaction,
  type PgTransactionConfig,
  type PreparedQueryConfig,
} from "drizzle-orm/pg-core";
import type { SelectedFieldsOrdered } from "drizzle-orm/pg-core/query-builders/select.types";
import { type PgRemoteQueryResultHKT, PgRemoteSession, PreparedQuery, type RemoteCallback } from "drizzle-orm/pg-proxy";
import { type DatabaseError, databaseError } from "./database-error.ts";
import type { Engine } from "./engine.ts";

type NoSchema = Record<string, never>;

/** What every query needs: the open database, or a transaction of it. `execute()` gives an array of rows. */
export type Executor = PgDatabase<PgRemoteQueryResultHKT, NoSchema, NoSchema>;

/** Inside `executor.transaction(…)`. It is an Executor too. */
export type Transaction = PgTransaction<PgRemoteQueryResultHKT, NoSchema, NoSchema>;

const dialect = new PgDialect({ casing: "snake_case" });

/**
 * drizzle on our engine. It uses drizzle's driver for custom transports (drizzle-orm/pg-proxy), which has what the
 * driver for postgres.js lacks: prepared statements, which save a round trip for each query, and one place that every
 * error passes through.
 */
export function ormOn(engine: Engine): Executor {
  return new PgDatabase(dialect, new Session(engine), undefined);
}

class Session extends PgRemoteSession<NoSchema, NoSchema> {
  readonly #engine: Engine;
  /** The first failed statement of this transaction. PostgreSQL answers a COMMIT after it with a silent ROLLBACK. */
  failure: DatabaseError | null = null;

  constructor(engine: Engine) {
    super(noTransport, dialect, undefined);
    this.#engine = engine;
  }

  override prepareQuery<T extends PreparedQueryConfig>(
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    _name: string | undefined,
    arrays: boolean,
    mapper?: (rows: unknown[][]) => T["execute"],
  ): PreparedQuery<T> {
    return new OneQuery<T>(this.#run, query, fields, arrays, mapper);
  }

  readonly #run: RemoteCallback = async (text, parameters, method) => {
    try {
      const rows = method === "all" ? "arrays" : "objects";
      return { rows: await this.#engine.query({ text, parameters, rows }) };
    } catch (thrown) {
      this.failure ??= databaseError(thrown);
      throw databaseError(thrown);
    }
  };

  override async transaction<T>(work: (tx: Transaction) => Promise<T>, config?: PgTransactionConfig): Promise<T> {
    let thrownByWork: { error: unknown } | null = null;
    try {
      return await this.#engine.transaction(async (engine) => {
        const session = new Session(engine);
        try {
          const tx = new EngineTransaction(session);
          if (config) await tx.setTransaction(config);
          const result = await work(tx);
          if (session.failure) throw session.failure;
          return result;
        } catch (error) {
          thrownByWork = { error };
          throw error;
        }
      });
    } catch (error) {
      // Any other error comes from BEGIN or COMMIT, where deferred triggers raise theirs.
      const within = thrownByWork as { error: unknown } | null;
      throw within ? within.error : databaseError(error);
    }
  }
}

class EngineTransaction extends PgTransaction<PgRemoteQueryResultHKT, NoSchema, NoSchema> {
  readonly #session: Session;

  constructor(session: Session) {
    super(dialect, session as PgSession<PgRemoteQueryResultHKT, NoSchema, NoSchema>, undefined);
    this.#session = session;
  }

  override transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    return this.#session.transaction(work);
  }
}

class OneQuery<T extends PreparedQueryConfig> extends PreparedQuery<T> {
  constructor(
    run: RemoteCallback,
    query: Query,
    fields: SelectedFieldsOrdered | undefined,
    arrays: boolean,
    mapper: ((rows: unknown[][]) => T["execute"]) | undefined,
  ) {
    const { sql, params } = query;
    super(run, sql, params, undefined, new NoopLogger(), new NoopCache(), undefined, undefined, fields, arrays, mapper);
  }

  /**
   * drizzle's own method turns an error into a DrizzleQueryError, whose message contains every bound parameter
   * (drizzle-orm 0.45.4, pg-core/session.js). Here the error is already a DatabaseError and stays one.
   */
  queryWithCache<Result>(_text: string, _parameters: unknown[], query: () => Promise<Result>): Promise<Result> {
    return query();
  }
}

/** Every query goes through `prepareQuery` above, so drizzle's own transport is never used. */
const noTransport: RemoteCallback = () => Promise.reject(new TypeError("Not reached"));
