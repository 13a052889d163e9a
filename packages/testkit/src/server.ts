import { startThrowAway, testServer as givenOrStarted } from "../../../scripts/launch/postgres/throw-away.mjs";

/** A PostgreSQL server for tests, on a port of this machine and a directory that goes with it. */
export interface Server {
  /** A superuser's address; databases are made from there. */
  readonly url: string;
  /** All files of the server: its tables, its write-ahead log, and its own log. */
  readonly directory: string;
  /** Kills the server as it is and starts it again in the same place. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/**
 * Starts the PostgreSQL that Assent brings along. Nothing is forced to disk: what was committed survives the end of the
 * server, and not that of the machine. Throws an error with what to do where there is no PostgreSQL for this machine.
 * `settings`: by name, https://www.postgresql.org/docs/18/runtime-config.html
 */
export function startServer(settings: Readonly<Record<string, string | number>> = {}): Promise<Server> {
  return startThrowAway({ settings });
}

/** The server of a test run: the one that TEST_DATABASE_URL names, by a superuser's address, or one that is started. */
export function testServer(): Promise<Pick<Server, "url" | "stop">> {
  return givenOrStarted();
}
