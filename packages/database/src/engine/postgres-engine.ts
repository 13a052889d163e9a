import type { Connection } from "./connection.ts";
import { DatabaseError, databaseError } from "./database-error.ts";
import type { Engine, Statement } from "./engine.ts";
import type { Limits } from "./limits.ts";
import { Pool } from "./pool.ts";

/** How long what is under way may take when the engine is closed. */
const closeMs = 5000;

export interface Access {
  readonly url: string;
  readonly poolSize: number;
  readonly limits: Limits;
}

/**
 * PostgreSQL as an Engine, whatever happens to its connections. Each statement and each transaction has a connection to
 * itself. Once a transaction is over or has lost its connection, nothing of it is sent any more.
 */
export class PostgresEngine implements Engine {
  readonly #pool: Pool;

  /** Connects with the first statement. */
  constructor({ url, poolSize, limits }: Access) {
    this.#pool = new Pool({ url, size: poolSize, limits });
  }

  query(statement: Statement): Promise<unknown[]> {
    return this.#with((connection) => connection.run(statement));
  }

  transaction<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    return this.#with((connection) => new Transaction(connection).run(work));
  }

  close(): Promise<void> {
    return this.#pool.close(closeMs);
  }

  async #with<Result>(work: (connection: Connection) => Promise<Result>): Promise<Result> {
    const connection = await this.#pool.acquire();
    try {
      return await work(connection);
    } catch (error) {
      const { code } = databaseError(error);
      if (connection.isLost && code === "CONNECTION_TIMEOUT") this.#pool.suspect(databaseError(error));
      throw error;
    } finally {
      this.#pool.release(connection);
    }
  }
}

class Transaction {
  readonly #connection: Connection;
  #isOver = false;
  #savepoints = 0;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  async run<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    try {
      await this.#say("begin");
      const result = await this.#untilLost(work(this.#engine()));
      await this.#say("commit");
      return result;
    } catch (error) {
      await this.#undo("rollback");
      throw error;
    } finally {
      this.#isOver = true;
    }
  }

  #engine(): Engine {
    return {
      query: (statement) => this.#query(statement),
      transaction: (work) => this.#inSavepoint(work),
    };
  }

  async #inSavepoint<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    const name = `s${(this.#savepoints += 1)}`;
    await this.#say(`savepoint ${name}`);
    try {
      return await work(this.#engine());
    } catch (error) {
      await this.#undo(`rollback to savepoint ${name}`);
      throw error;
    }
  }

  async #query(statement: Statement): Promise<unknown[]> {
    if (this.#isOver) throw new DatabaseError("TRANSACTION_OVER");
    return this.#connection.run(statement);
  }

  async #say(text: string): Promise<void> {
    await this.#query({ text, parameters: [], rows: "arrays" });
  }

  /** A connection that cannot take its work back is of no use any more, and the server takes it back for it. */
  async #undo(text: string): Promise<void> {
    if (this.#isOver || this.#connection.isLost) return;
    await this.#say(text).catch((error: unknown) => this.#connection.drop(databaseError(error)));
  }

  /** Work that waits for something else need not find out by itself. */
  #untilLost<Result>(work: Promise<Result>): Promise<Result> {
    return new Promise((resolve, reject) => {
      const forget = this.#connection.onLost(reject);
      work.then(resolve, reject).finally(forget);
    });
  }
}
