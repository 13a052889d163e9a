/** The interface to the driver, so that other code does not depend on which driver it is. */
export interface Engine {
  /**
   * Runs one statement and returns its rows. May throw anything; the session in orm.ts turns it into a DatabaseError.
   */
  query(statement: Statement): Promise<Row[]>;
  /** Runs `work` between BEGIN and COMMIT on one connection; inside a transaction, after a savepoint. */
  transaction<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result>;
}

/** An engine with its connections. */
export interface OpenEngine extends Engine {
  close(): Promise<void>;
}

export interface Statement {
  readonly text: string;
  readonly parameters: unknown[];
  /** Rows as arrays, which drizzle maps itself, or as objects by column name. */
  readonly rows: "arrays" | "objects";
}

/** Moments are Date, jsonb is parsed, int8 is a number, an array of text is its PostgreSQL literal or an array. */
export type Row = unknown;
