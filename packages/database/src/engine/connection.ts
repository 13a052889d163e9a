import { isIP, Socket } from "node:net";
import postgres from "postgres";
import { DatabaseError, databaseError } from "./database-error.ts";
import type { Statement } from "./engine.ts";
import { type Limits, secondsToConnect, serverParameters, withoutTimeouts } from "./limits.ts";
import { socketPath } from "./socket-path.ts";

type Reserved = Awaited<ReturnType<ReturnType<typeof postgres>["reserve"]>>;

/**
 * One connection to PostgreSQL, from its beginning to its end. postgres.js 3.4.9 only speaks the protocol for it: its own
 * pool can let two transactions into one connection, and go on with half a transaction after a connection was lost
 * (docs/decisions/0032-a-connection-for-one.md). So its client has one connection here, which is not shared and which it cannot open again.
 */
export class Connection {
  readonly openedAt = Date.now();
  readonly #limits: Limits;
  readonly #end: (options: { timeout: number }) => Promise<void>;
  readonly #failing = new Set<(error: DatabaseError) => void>();
  #sql: Reserved | null = null;
  #socket: Socket | null = null;
  #lostBy: DatabaseError | null = null;
  /** Settles once everything that was given before is answered. */
  #answered: Promise<unknown> = Promise.resolve();

  /** Errors: what Node or PostgreSQL say, or CONNECT_TIMEOUT. */
  static async open(url: string, limits: Limits): Promise<Connection> {
    const connection = new Connection(url, limits);
    await connection.#opened;
    return connection;
  }

  readonly #opened: Promise<void>;

  private constructor(url: string, limits: Limits) {
    this.#limits = limits;
    const client = this.#client(url);
    this.#end = (options) => client.end(options);
    const late = () => this.drop(new DatabaseError("CONNECT_TIMEOUT"));
    this.#opened = this.#settled(
      // Empty, because postgres.js only connects for a statement, and `reserve` alone waits forever without types.
      client.unsafe("").then(async () => {
        this.#sql = await client.reserve();
      }),
      late,
      secondsToConnect(url) * 1000,
    );
    this.#opened.catch((error: unknown) => this.drop(databaseError(error)));
  }

  /** Whether nothing can be sent any more. */
  get isLost(): boolean {
    return this.#lostBy !== null;
  }

  /** Runs a statement after those that were given before. A server that does not answer in time is taken for dead. */
  async run({ text, parameters, rows }: Statement): Promise<unknown[]> {
    if (this.#lostBy) throw this.#lostBy;
    if (!this.#sql) throw new DatabaseError("CONNECTION_CLOSED");
    // `prepare`: postgres.js otherwise asks the server to describe each query first, which is one more round trip.
    const query = this.#sql.unsafe(text, parameters as never[], { prepare: true });
    const silent = () => this.drop(new DatabaseError("CONNECTION_TIMEOUT"));
    const answer = (rows === "arrays" ? query.values() : query).execute();
    // The server begins a statement when it has answered those before it, and only from then on is it late.
    const settled = this.#settled(answer, silent, this.#limits.answerMs, this.#answered);
    this.#answered = settled.catch(() => undefined);
    return Array.from(await settled);
  }

  /** Calls `fail` when the connection is lost. Returns what stops that. */
  onLost(fail: (error: DatabaseError) => void): () => void {
    if (this.#lostBy) fail(this.#lostBy);
    else this.#failing.add(fail);
    return () => this.#failing.delete(fail);
  }

  /** Ends it at once, and everything that waits for it with this error. */
  drop(error: DatabaseError): void {
    if (this.#lostBy) return;
    this.#lostBy = error;
    this.#socket?.destroy();
    for (const fail of this.#failing) fail(error);
    this.#failing.clear();
  }

  /** Closes the connection politely. Only for a connection that is not in use. */
  async close(): Promise<void> {
    if (this.#lostBy) return;
    this.#lostBy = new DatabaseError("CONNECTION_ENDED");
    // The client does not end what is reserved.
    this.#sql?.release();
    await Promise.race([this.#end({ timeout: 1 }), new Promise((done) => this.#socket?.once("close", done))]);
    this.#socket?.destroy();
  }

  /** The result of `work`, or how the connection was lost. `late` is called `ms` after `since` without either. */
  #settled<Result>(
    work: Promise<Result>,
    late: () => void,
    ms: number | null,
    since: Promise<unknown> = Promise.resolve(),
  ): Promise<Result> {
    return new Promise((resolve, reject) => {
      let isOver = false;
      let timer: NodeJS.Timeout | undefined;
      if (ms !== null) void since.then(() => (timer = isOver ? undefined : setTimeout(late, ms)));
      const forget = this.onLost(reject);
      const settle = () => {
        isOver = true;
        clearTimeout(timer);
        forget();
      };
      work.then(resolve, reject).finally(settle);
      if (ms !== null) this.#failing.add(settle);
    });
  }

  #client(url: string) {
    let isOpened = false;
    const socket = (options: { host: string[]; port: number[]; path?: string }) => {
      // The client would open another one for what was left of a transaction.
      if (isOpened) throw Object.assign(new Error("Opened once"), { code: "CONNECTION_CLOSED" });
      isOpened = true;
      return this.#connect(url, options);
    };
    return postgres(withoutTimeouts(url), {
      ...{ socket },
      ...fullVerification(url),
      max: 1,
      // Both are the pool's business.
      idle_timeout: 0,
      max_lifetime: null,
      connect_timeout: secondsToConnect(url),
      // Seconds without traffic until the machine itself asks whether the other end is still there.
      keep_alive: 5,
      onclose: () => this.drop(new DatabaseError("CONNECTION_CLOSED")),
      // Arrays reach drizzle as literals, which it reads itself; this saves a query a connection.
      fetch_types: false,
      onnotice: () => undefined,
      connection: { application_name: "assent", TimeZone: "UTC", ...serverParameters(this.#limits) },
      types: {
        // drizzle has already made JSON text of it; postgres.js would do it twice.
        json: { to: 3802, from: [114, 3802], serialize: asText, parse: (text: string): unknown => JSON.parse(text) },
        int8: { to: 20, from: [20], serialize: String, parse: (text: string) => Number(text) },
      },
    });
  }

  /** The first of the hosts that takes a connection. */
  async #connect(url: string, { host, port }: { host: string[]; port: number[] }): Promise<Socket> {
    const path = socketPath(url);
    const share = (secondsToConnect(url) * 1000) / host.length;
    let failure: unknown;
    for (const [index, name] of host.entries()) {
      const to = path === null ? { host: name, port: port[index] ?? 5432 } : { path };
      try {
        return await this.#connectTo(to, name, share);
      } catch (error) {
        failure = error;
        if (this.isLost) break;
      }
    }
    throw failure;
  }

  /** `ms`: a host that swallows packets must not take the time of the next one. */
  #connectTo(to: { path: string } | { host: string; port: number }, name: string, ms: number): Promise<Socket> {
    // postgres.js reads the name that a certificate must be for from here.
    const socket = Object.assign(new Socket(), { host: name });
    this.#socket = socket;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => socket.destroy(new DatabaseError("CONNECT_TIMEOUT")), ms);
      socket.once("error", reject);
      socket.once("close", () => {
        clearTimeout(timer);
        reject(new DatabaseError("CONNECTION_CLOSED"));
      });
      socket.connect(to, () => {
        clearTimeout(timer);
        socket.off("error", reject);
        resolve(socket);
      });
    });
  }
}

/**
 * For `sslmode=verify-full`: postgres.js gives Node no name to compare the certificate with where the host is an IP address,
 * and Node then compares it with "localhost".
 */
function fullVerification(url: string): { ssl?: { host: string; rejectUnauthorized: true } } {
  if (!/[?&]sslmode=verify-full(&|$)/.test(url) || !URL.canParse(url)) return {};
  const host = new URL(url).hostname.replace(/^\[|\]$/g, "");
  return isIP(host) === 0 ? {} : { ssl: { host, rejectUnauthorized: true } };
}

function asText(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
