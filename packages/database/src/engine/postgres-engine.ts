import { isIP } from "node:net";
import postgres from "postgres";
import { DatabaseError, databaseError } from "./database-error.ts";
import type { Engine, Statement } from "./engine.ts";
import { Fence } from "./fence.ts";
import { socketPath } from "./socket-path.ts";

type Client = ReturnType<typeof connect>;
type Connection = Parameters<Parameters<Client["begin"]>[1]>[0];

/** The default for `connect_timeout` in the address. */
const connectSeconds = 10;
/** How long statements on other connections may continue when a client is replaced. After that, waiting ones fail. */
const drainSeconds = 2;
const closeSeconds = 5;

export interface Access {
  readonly url: string;
  readonly poolSize: number;
}

/**
 * PostgreSQL as an Engine that survives lost connections. postgres.js 3.4.9 does not survive losing one in a
 * transaction: its own ROLLBACK ends the whole process (https://github.com/porsager/postgres/issues/1208), the rest of
 * the transaction can run inside another one (issues/1216), and the connection may never come back (pull/1215). So
 * nothing more is sent once a transaction has lost its connection, and the client that lost it is replaced.
 */
export class PostgresEngine implements Engine {
  readonly #access: Access;
  #client: Client;
  /** Whether a connection has worked since the last one was lost. */
  #proven = false;

  /** Connects with the first statement. Throws the error of postgres.js for an address that it cannot read. */
  constructor(access: Access) {
    this.#access = access;
    this.#client = this.#open();
  }

  async query(statement: Statement): Promise<unknown[]> {
    const client = this.#client;
    try {
      return await this.#inTime((answered) => run(client, statement).finally(answered));
    } catch (error) {
      return this.#failed(client, error);
    }
  }

  async transaction<Result>(work: (engine: Engine) => Promise<Result>): Promise<Result> {
    const client = this.#client;
    const fence = new Fence();
    try {
      return await this.#inTime((answered) =>
        begin(client, (connection) => {
          answered();
          return fence.guard(() => work(engineWithin(connection, fence)));
        }),
      );
    } catch (error) {
      return this.#failed(client, fence.close(error));
    }
  }

  async close(): Promise<void> {
    await this.#client.end({ timeout: closeSeconds });
  }

  #open(): Client {
    return connect(this.#access, () => {
      this.#proven = false;
    });
  }

  #failed(client: Client, error: unknown): never {
    if (databaseError(error).isConnectionLost && client === this.#client) {
      this.#proven = false;
      this.#client = this.#open();
      // Statements on its other connections may finish.
      void client.end({ timeout: drainSeconds });
    }
    throw error;
  }

  /**
   * Until a connection has worked, every wait has a limit: if something accepts connections and closes them, as a
   * proxy does whose server is down, postgres.js tries again forever.
   */
  async #inTime<Result>(start: (answered: () => void) => Promise<Result>): Promise<Result> {
    if (this.#proven) return start(() => undefined);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_, reject) => {
      const seconds = secondsToConnect(this.#access.url);
      timer = setTimeout(() => reject(new DatabaseError("CONNECT_TIMEOUT")), seconds * 1000);
    });
    const answered = () => {
      clearTimeout(timer);
      this.#proven = true;
    };
    return Promise.race([start(answered), late]).finally(() => clearTimeout(timer));
  }
}

function engineWithin(connection: Connection, fence: Fence): Engine {
  return {
    query: (statement) => fence.pass(() => run(connection, statement)),
    transaction: (work) =>
      fence.pass(() =>
        begin({ begin: connection.savepoint }, (inner) => fence.guard(() => work(engineWithin(inner, fence)))),
      ),
  };
}

function connect({ url, poolSize }: Access, onclose: () => void) {
  const path = socketPath(url);
  return postgres(url, {
    ...(path === null ? {} : { path }),
    ...fullVerification(url),
    max: poolSize,
    connect_timeout: secondsToConnect(url),
    onclose,
    // Arrays reach drizzle as literals, which it reads itself; this saves a query a connection.
    fetch_types: false,
    onnotice: () => undefined,
    connection: { application_name: "assent", TimeZone: "UTC" },
    types: {
      // drizzle has already turned it into JSON text; postgres.js would do it again.
      json: { to: 3802, from: [114, 3802], serialize: asText, parse: (text: string): unknown => JSON.parse(text) },
      int8: { to: 20, from: [20], serialize: String, parse: (text: string) => Number(text) },
    },
  });
}

/**
 * For `sslmode=verify-full`: if the host is an IP address, postgres.js gives Node no name to compare the certificate
 * with, and Node then compares it with "localhost".
 */
function fullVerification(url: string): { ssl?: { host: string; rejectUnauthorized: true } } {
  if (!/[?&]sslmode=verify-full(&|$)/.test(url) || !URL.canParse(url)) return {};
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? {} : { ssl: { host, rejectUnauthorized: true } };
}

function secondsToConnect(url: string): number {
  return Number(/[?&]connect_timeout=(\d+)/.exec(url)?.[1] ?? connectSeconds);
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** postgres.js unwraps arrays of promises in its types; we never have any. */
async function begin<Result>(
  client: { begin(work: (connection: Connection) => Promise<Result>): Promise<unknown> },
  work: (connection: Connection) => Promise<Result>,
): Promise<Result> {
  return (await client.begin(work)) as Result;
}

/** `prepare`: postgres.js otherwise asks the server to describe each query first, which is one more round trip. */
async function run(client: Client | Connection, { text, parameters, rows }: Statement): Promise<unknown[]> {
  const query = client.unsafe(text, parameters, { prepare: true });
  return Array.from(rows === "arrays" ? await query.values() : await query);
}
