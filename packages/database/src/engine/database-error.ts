/** Class 08 of the SQLSTATEs, and the codes of postgres.js and Node for a missing connection. */
const lostConnection = /^(08|57P0|25P0[34]|CONNECT|E[A-Z]+$)/;
/** Of the server: no room, memory or connections, a statement or a lock took too long, its disk failed, it only reads. */
const overload = /^(53|58|57014$|55P03$|25006$|POOL_TIMEOUT$)/;
const word = /^[A-Za-z0-9_.-]{1,63}$/;

const brand = Symbol.for("assent.DatabaseError");

/**
 * An error of the database, without personal data. The errors of drizzle and of the driver contain the bound
 * parameters, and the server's messages and details quote values, so none of them is kept, not even as a cause.
 */
export class DatabaseError extends Error {
  override readonly name = "DatabaseError";

  /**
   * Recognised by a mark, not by class: a bundler may load this module more than once in a process, and the error may
   * come from another copy of it.
   */
  static override [Symbol.hasInstance](thrown: unknown): boolean {
    return typeof thrown === "object" && thrown !== null && brand in thrown;
  }

  readonly [brand] = true;

  constructor(
    /** The SQLSTATE, https://www.postgresql.org/docs/current/errcodes-appendix.html, or the driver's own code. */
    readonly code: string,
    /** The constraint or trigger that refused the statement, if any. */
    readonly constraint: string | null = null,
    readonly table: string | null = null,
  ) {
    super(`The database refused: ${[code, constraint ?? table].filter((part) => part !== null).join(", ")}`);
  }

  /** The server did not answer, or is shutting down. */
  get isConnectionLost(): boolean {
    return lostConnection.test(this.code);
  }

  /** Whether it is the database that cannot serve now, and not what was asked of it: trying again later can help. */
  get isUnavailable(): boolean {
    return this.isConnectionLost || overload.test(this.code);
  }
}

/**
 * Turns anything that a driver throws into a DatabaseError. Reads named fields only, and only if they look like names.
 */
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

/** Whether this constraint was violated: unique, check, foreign key, or one of our triggers. */
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
  | "newer-database"
  | "tables-in-use"
  | "failed";

/** The database cannot be opened. The message is one sentence for the operator, without any password. */
export class DatabaseOpenError extends Error {
  override readonly name = "DatabaseOpenError";

  constructor(
    readonly code: DatabaseOpenCode,
    message: string,
  ) {
    super(message);
  }
}
