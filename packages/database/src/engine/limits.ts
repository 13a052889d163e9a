/** How long is waited for the database. Null: without an end. */
export interface Limits {
  /** The server gives a statement up. */
  readonly statementMs: number | null;
  /** The server gives up waiting for a lock. */
  readonly lockMs: number | null;
  /** The server ends a transaction in which nothing happens. */
  readonly idleInTransactionMs: number | null;
  /** A server that has not answered by then is taken for dead: longer than `statementMs`, which a live one keeps. */
  readonly answerMs: number | null;
  /** For a connection of the pool. */
  readonly poolMs: number | null;
}

/** For what a person waits for. An address with `statement_timeout` (in milliseconds) sets its own. */
export function requestLimits(url: string): Limits {
  const asked = /[?&]statement_timeout=(\d+)(&|$)/.exec(url)?.[1];
  const statementMs = asked === undefined ? 7000 : Number(asked);
  return {
    statementMs,
    lockMs: 5000,
    idleInTransactionMs: 10_000,
    answerMs: statementMs === 0 ? null : statementMs + 1000,
    poolMs: 3000,
  };
}

/** Of commands, migrations and jobs, which may have much to do. */
export const noLimits: Limits = {
  statementMs: null,
  lockMs: null,
  idleInTransactionMs: null,
  answerMs: null,
  poolMs: null,
};

/** Sent with the first words of a connection, so that they cost no statement. */
export function serverParameters({ statementMs, lockMs, idleInTransactionMs }: Limits): Record<string, string> {
  const set = {
    statement_timeout: statementMs,
    lock_timeout: lockMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
  };
  // 0 means no limit. Without it, the defaults of the role and of the database would be limits.
  return Object.fromEntries(Object.entries(set).map(([name, ms]) => [name, String(ms ?? 0)]));
}

/** The address without what `requestLimits` has read from it: postgres.js would send it for jobs too. */
export const withoutTimeouts = (url: string): string =>
  url.replace(/([?&])statement_timeout=\d+(&|$)/, (_, before: string, after: string) => (after === "" ? "" : before));

const connectSeconds = 4;

/** Unless the address says otherwise with `connect_timeout`. */
export function secondsToConnect(url: string): number {
  return Number(/[?&]connect_timeout=(\d+)/.exec(url)?.[1] ?? connectSeconds);
}
