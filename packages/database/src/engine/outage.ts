import type { DatabaseError } from "./database-error.ts";
import { databaseError } from "./database-error.ts";

/** How long others wait for the one that tries, and how long none tries after it failed. */
const patienceMs = 1000;
const pauseMs = 250;

/**
 * What is known about a server that could not be reached. While it cannot, one at a time tries, and the others are told
 * within a moment instead of waiting as long again.
 */
export class Outage {
  #error: DatabaseError | null = null;
  #until = 0;
  #attempt: { readonly since: number; readonly done: Promise<unknown> } | null = null;

  /** From now on the server is taken for unreachable, until a request has reached it. */
  began(error: DatabaseError): void {
    this.#error ??= error;
  }

  /** Tries to reach the server, unless that is known to be in vain. Errors: those of `reach`. */
  async attempt<Result>(reach: () => Promise<Result>): Promise<Result> {
    const error = this.#error;
    if (error === null) return this.#try(reach);
    if (this.#attempt) {
      const left = this.#attempt.since + patienceMs - Date.now();
      await Promise.race([this.#attempt.done, new Promise((go) => setTimeout(go, left).unref())]);
      if (this.#error) throw this.#error;
      return this.#try(reach);
    }
    if (Date.now() < this.#until) throw error;
    const trying = this.#try(reach);
    this.#attempt = { since: Date.now(), done: trying.catch(() => null) };
    return trying.finally(() => (this.#attempt = null));
  }

  async #try<Result>(reach: () => Promise<Result>): Promise<Result> {
    try {
      const reached = await reach();
      this.#error = null;
      return reached;
    } catch (thrown) {
      const error = databaseError(thrown);
      if (error.isConnectionLost) {
        this.#error = error;
        this.#until = Date.now() + pauseMs;
      }
      throw error;
    }
  }
}
