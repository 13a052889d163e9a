import { DatabaseOpenError, databaseError } from "./database-error.ts";
import { type Limits, requestLimits } from "./limits.ts";
import { PostgresEngine } from "./postgres-engine.ts";
import { socketDirectory } from "./socket-path.ts";

/** In connections. More do not help: the work is done by the database's processors. */
const defaultPoolSize = 10;
const oldestVersion = 15;

/**
 * PostgreSQL through postgres.js. Errors: DatabaseOpenError, with a sentence that names the host and the database, but
 * not the password.
 */
export async function openPostgres(
  url: string,
  { poolSize = defaultPoolSize, limits = requestLimits(url) }: { poolSize?: number | undefined; limits?: Limits } = {},
): Promise<PostgresEngine> {
  // The error of the URL parser holds the whole address, password and all, so it goes no further.
  if (!isAddress(url)) {
    const example = "postgres://user:password@host:5432/name";
    throw new DatabaseOpenError("invalid-address", `DATABASE_URL is not an address like ${example}.`);
  }
  const engine = new PostgresEngine({ url, poolSize, limits });
  const place = describe(url);
  try {
    await checkServer(engine, place);
    return engine;
  } catch (error) {
    await engine.close();
    throw error instanceof DatabaseOpenError ? error : explain(error, place);
  }
}

/** Several hosts have commas between them, and only the first is read as a URL. */
const isAddress = (url: string): boolean =>
  /^postgres(ql)?:\/\//.test(url) && URL.canParse(url.replace(/,[^/?@]*(?=[/?]|$)/, ""));

async function checkServer(engine: PostgresEngine, place: Place): Promise<void> {
  const [row] = await engine.query({
    text: `select current_setting('server_version_num')::int, current_setting('server_encoding')`,
    parameters: [],
    rows: "arrays",
  });
  const [version, encoding] = row as [number, string];
  if (version < oldestVersion * 10_000) throw tooOld(place);
  if (encoding !== "UTF8") throw wrongEncoding(place, encoding);
}

interface Place {
  readonly server: string;
  readonly database: string;
}

/**
 * Host and database of an address, for messages. An address that does not parse is not quoted: it may contain a
 * password.
 */
function describe(url: string): Place {
  try {
    const { hostname, port, pathname } = new URL(url);
    const server = socketDirectory(url) ?? `${hostname || "localhost"}:${port || "5432"}`;
    return { server, database: decodeURIComponent(pathname.slice(1)) };
  } catch {
    return { server: "the address in DATABASE_URL", database: "" };
  }
}

function explain(thrown: unknown, { server, database }: Place): DatabaseOpenError {
  const { code } = databaseError(thrown);
  if (code === "28P01" || code === "28000") {
    return new DatabaseOpenError("access-denied", `PostgreSQL at ${server} refuses this user or password.`);
  }
  if (code === "3D000")
    return new DatabaseOpenError("no-such-database", `PostgreSQL at ${server} has no database "${database}".`);
  if (databaseError(thrown).isConnectionLost) {
    return new DatabaseOpenError("unreachable", `PostgreSQL at ${server} does not answer (${code}).`);
  }
  return new DatabaseOpenError("failed", `PostgreSQL at ${server} cannot be used (${code}).`);
}

function tooOld({ server }: Place): DatabaseOpenError {
  return new DatabaseOpenError(
    "unsupported-version",
    `PostgreSQL at ${server} is older than version ${oldestVersion}.`,
  );
}

function wrongEncoding({ server, database }: Place, encoding: string): DatabaseOpenError {
  return new DatabaseOpenError(
    "wrong-encoding",
    `The database "${database}" at ${server} is in ${encoding}; it must be in UTF8.`,
  );
}
