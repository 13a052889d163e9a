import { Connection } from "./connection.ts";
import { DatabaseError, databaseError } from "./database-error.ts";
import type { Limits } from "./limits.ts";
import { Outage } from "./outage.ts";

/** Before servers in the middle, which forget about old connections, do. */
const longestLifeMs = 45 * 60_000;

interface Waiting {
  /** False: it has given up, and the connection is not used. */
  readonly take: (connection: Connection) => boolean;
  readonly fail: (error: DatabaseError) => void;
}

export interface PoolOptions {
  readonly url: string;
  readonly size: number;
  readonly limits: Limits;
}

/** Connections, each for one statement or transaction at a time. */
export class Pool {
  readonly #options: PoolOptions;
  readonly #outage = new Outage();
  /** The one that was used last comes first, because it knows the most statements. */
  readonly #idle: Connection[] = [];
  readonly #inUse = new Set<Connection>();
  readonly #waiting: Waiting[] = [];
  #opening = 0;
  #isClosed = false;

  constructor(options: PoolOptions) {
    this.#options = options;
  }

  /** A connection that is used by the caller alone until it is released. Errors: DatabaseError, POOL_TIMEOUT where all are in use. */
  async acquire(): Promise<Connection> {
    if (this.#isClosed) throw new DatabaseError("CONNECTION_ENDED");
    const connection = this.#idleOne() ?? (this.#hasRoom() ? await this.#open() : await this.#wait());
    return connection;
  }

  release(connection: Connection): void {
    this.#inUse.delete(connection);
    if (this.#isClosed) return void connection.close();
    const isOld = Date.now() - connection.openedAt > longestLifeMs;
    if (connection.isLost || isOld) {
      void connection.close();
      return this.#openForWaiting();
    }
    for (let next = this.#waiting.shift(); next; next = this.#waiting.shift()) {
      if (next.take(connection)) return void this.#inUse.add(connection);
    }
    this.#idle.push(connection);
  }

  /** The server did not answer on this connection. Unused ones may be dead too, without a sign of it. */
  suspect(error: DatabaseError): void {
    this.#outage.began(error);
    for (const connection of this.#idle.splice(0)) connection.drop(error);
    for (const { fail } of this.#waiting.splice(0)) fail(error);
  }

  /** Waits for what is under way, up to `ms`, and lets go of all connections. */
  async close(ms: number): Promise<void> {
    this.#isClosed = true;
    const ended = new DatabaseError("CONNECTION_ENDED");
    for (const { fail } of this.#waiting.splice(0)) fail(ended);
    await Promise.all(this.#idle.splice(0).map((connection) => connection.close()));
    const deadline = Date.now() + ms;
    while (this.#inUse.size + this.#opening > 0 && Date.now() < deadline) await new Promise((go) => setTimeout(go, 10));
    for (const connection of this.#inUse) connection.drop(ended);
  }

  #idleOne(): Connection | null {
    for (let connection = this.#idle.pop(); connection; connection = this.#idle.pop()) {
      if (connection.isLost) continue;
      this.#inUse.add(connection);
      return connection;
    }
    return null;
  }

  #hasRoom(): boolean {
    return this.#inUse.size + this.#idle.length + this.#opening < this.#options.size;
  }

  async #open(): Promise<Connection> {
    this.#opening += 1;
    try {
      const { url, limits } = this.#options;
      const connection = await this.#outage.attempt(() => Connection.open(url, limits));
      this.#inUse.add(connection);
      return connection;
    } catch (thrown) {
      const error = databaseError(thrown);
      // The server has no room for more. Those that are there come free.
      const free = error.code === "53300" ? this.#idleOne() : null;
      if (free) return free;
      if (error.code === "53300" && this.#inUse.size > 0) return this.#wait();
      if (error.isConnectionLost) for (const { fail } of this.#waiting.splice(0)) fail(error);
      throw error;
    } finally {
      this.#opening -= 1;
    }
  }

  #wait(): Promise<Connection> {
    const { poolMs } = this.#options.limits;
    return new Promise((resolve, reject) => {
      let isOver = false;
      const settle =
        <Value>(how: (value: Value) => void) =>
        (value: Value) => {
          if (isOver) return false;
          isOver = true;
          clearTimeout(timer);
          how(value);
          return true;
        };
      const waiting: Waiting = { take: settle(resolve), fail: settle(reject) };
      const late = () => {
        // It is in the list no longer while a connection is opened for it.
        const index = this.#waiting.indexOf(waiting);
        if (index >= 0) this.#waiting.splice(index, 1);
        waiting.fail(new DatabaseError("POOL_TIMEOUT"));
      };
      const timer = poolMs === null ? undefined : setTimeout(late, poolMs);
      this.#waiting.push(waiting);
    });
  }

  #openForWaiting(): void {
    const next = this.#waiting.shift();
    if (!next) return;
    this.#open().then(
      (connection) => {
        if (!next.take(connection)) this.release(connection);
      },
      (error: unknown) => next.fail(databaseError(error)),
    );
  }
}
