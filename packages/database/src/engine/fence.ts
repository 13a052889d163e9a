import { databaseError } from "./database-error.ts";

/** Lets a transaction's statements through until its connection is lost; see PostgresEngine for why. */
export class Fence {
  #lost: { error: unknown } | null = null;

  /** Runs a statement, or fails with the error that closed the fence. */
  async pass<Result>(statement: () => Promise<Result>): Promise<Result> {
    if (this.#lost) throw this.#lost.error;
    try {
      return await statement();
    } catch (error) {
      throw databaseError(error).isConnectionLost ? this.close(error) : error;
    }
  }

  /**
   * Without this, work that fails because the connection is lost would never settle: postgres.js would send a ROLLBACK
   * on the lost connection. postgres.js rejects the transaction itself when it notices that the socket has closed.
   */
  async guard<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.#lost) return never();
    try {
      return await work();
    } catch (error) {
      if (this.#lost) return never();
      throw error;
    }
  }

  /** Lets no further statement through. Returns the error of the transaction: the first one about its connection. */
  close(error: unknown): unknown {
    this.#lost ??= { error };
    return this.#lost.error;
  }
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}
