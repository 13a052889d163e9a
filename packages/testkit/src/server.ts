import { startThrowAway, testServer as givenOrStarted } from "../../../scripts/launch/postgres/throw-away.mjs";

/** A PostgreSQL server for tests, on a port of this machine, with its own directory. */
export interface Server {
  /** The address for a superuser, who can create databases. */
  readonly url: string;
  /** All files of the server: its tables, its write-ahead log, and its own log. */
  readonly directory: string;
  /** Kills the server and starts it again in the same directory. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that comes with Assent. Nothing is forced to disk, so commits survive the end of the
 * server, but not of the machine. If there is no PostgreSQL for this machine, it throws an error that says what to do.
 * `settings`: by name, https://www.postgresql.org/docs/18/runtime-config.html
 */
export function startServer(settings: Readonly<Record<string, string | number>> = {}): Promise<Server> {
  return startThrowAway({ settings });
}

/** The server of a test run: the one that TEST_DATABASE_URL names, with the address of a superuser, or a new one. */
export function testServer(): Promise<Pick<Server, "url" | "stop">> {
  return givenOrStarted();
}
