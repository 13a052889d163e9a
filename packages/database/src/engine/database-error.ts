/** Class 08 of the SQLSTATEs, and what postgres.js and Node say when there is no connection. */
const lostConnection = /^(08|57P0|25P0[34]|CONNECT|E[A-Z]+$)/;
const word = /^[A-Za-z0-9_.-]{1,63}$/;

const brand = Symbol.for("assent.DatabaseError");

/**
 * What went wrong in the database, and nothing about whom. The errors of drizzle and of the driver carry the bound
 * parameters, and the server's messages and details quote values; none of them is kept, not as a cause either.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";

  /**
   * By a mark, not by class: a bundler may load this module more than once in a process, and the handle that throws was
   * opened by another copy than the one that asks.
   */
  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && brand in thrown;
  }

  readonly [brand] = true;

  constructor(
    /** The SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, or a driver's own word. */
    readonly code: string,
    /** The constraint or trigger that refused, where one did. */
    readonly constraint: string | null = null,
    readonly table: string | null = null,
  ) {
    super(`The database refused: ${[code, constraint ?? table].filter((part) => part !== null).join(", ")}`);
  }

  /** Whether trying again later can help: nobody answered, or the server is going down. */
  get isConnectionLost(): boolean {
    return lostConnection.test(this.code);
  }
}

/** Turns whatever a driver threw into a DatabaseError. Reads named fields only, and only if they look like names. */
export function databaseError(thrown: unknown): DatabaseError {
  if (thrown instanceof DatabaseError) return thrown;
  return new DatabaseError(
    field(thrown, "code") ?? "unknown",
    field(thrown, "constraint_name"),
    field(thrown, "table_name"),
  );
}

function field(thrown: unknown, name: string): string | null {
  if (typeof thrown !== "object" || thrown === null || !(name in thrown)) return null;
  const value: unknown = Reflect.get(thrown, name);
  return typeof value === "string" && word.test(value) ? value : null;
}

/** True for a violation of this very constraint: unique, check, foreign key, or one of our triggers. */
export function violates(thrown: unknown, constraint: string): boolean {
  return thrown instanceof DatabaseError && thrown.constraint === constraint;
}

export type DatabaseOpenCode =
  | "invalid-address"
  | "unreachable"
  | "access-denied"
  | "no-such-database"
  | "wrong-encoding"
  | "unsupported-version"
  | "failed";

/** The database cannot be opened. The message is one sentence for the person at the terminal, without any password. */
export class DatabaseOpenError extends Error {
  override readonly name = "DatabaseOpenError";

  constructor(
    readonly code: DatabaseOpenCode,
    message: string,
  ) {
    super(message);
  }
}
