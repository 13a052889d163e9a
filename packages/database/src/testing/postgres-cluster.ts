import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import postgres from "postgres";

export interface Cluster {
  /** A superuser's address; databases are made from there. */
  readonly url: string;
  /** All files of the server: its tables, its write-ahead log, and a log of every statement with its parameters. */
  readonly directory: string;
  /** Kills the server where it stands, like a power cut, and starts it again in the same place. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

const howTo =
  "Install PostgreSQL (Debian: postgresql), or say where its programs are with PG_BIN, or give the address of a server " +
  "with TEST_DATABASE_URL.";

/**
 * Starts a PostgreSQL of one's own on a free port of this machine, made to be thrown away: nothing is forced to disk, so
 * what was committed survives the end of the server, and not that of the machine.
 * `binaries`: the directory of initdb and postgres; without it, `pg_config --bindir` says where they are.
 * Throws an Error with what to do when there is no PostgreSQL.
 */
export async function startCluster(binaries?: string): Promise<Cluster> {
  const bin = binaries || findBinaries();
  if (!existsSync(join(bin, "initdb"))) throw new Error(`There is no initdb in ${bin}. ${howTo}`);
  const directory = mkdtempSync(join(tmpdir(), "assent-postgres-"));
  const owner = ownerFor(directory);
  try {
    initialise(bin, directory, owner);
    const port = await freePort();
    const url = `postgres://assent@127.0.0.1:${port}/postgres`;
    const start = async () => {
      const server = spawn(join(bin, "postgres"), serverArguments(directory, port), { ...owner, stdio: "ignore" });
      process.once("exit", () => void server.kill("SIGKILL"));
      await answers(url, server);
      return server;
    };
    let running = await start();
    const crash = async () => {
      await end(running);
      running = await start();
    };
    const stop = () => end(running).finally(() => rmSync(directory, { recursive: true, force: true }));
    return { url, directory, crash, stop };
  } catch (error) {
    rmSync(directory, { recursive: true, force: true });
    throw error;
  }
}

function findBinaries(): string {
  const { stdout, status } = spawnSync("pg_config", ["--bindir"], { encoding: "utf8" });
  if (status !== 0) throw new Error(`PostgreSQL was not found: there is no pg_config. ${howTo}`);
  return stdout.trim();
}

interface Owner {
  readonly uid?: number;
  readonly gid?: number;
}

/** PostgreSQL refuses to run as root, so root hands the directory to another user. */
function ownerFor(directory: string): Owner {
  if (process.getuid?.() !== 0) return {};
  const users = readFileSync("/etc/passwd", "utf8").split("\n");
  const entry = ["postgres", "nobody"].map((name) => users.find((line) => line.startsWith(`${name}:`))).find(Boolean);
  const [, , uid, gid] = entry?.split(":") ?? [];
  if (uid === undefined || gid === undefined)
    throw new Error("PostgreSQL refuses to run as root, and there is no user postgres or nobody.");
  chownSync(directory, Number(uid), Number(gid));
  return { uid: Number(uid), gid: Number(gid) };
}

function initialise(bin: string, directory: string, owner: Owner): void {
  const options = ["--username=assent", "--auth=trust", "--encoding=UTF8", "--no-locale", "--no-sync"];
  const made = spawnSync(join(bin, "initdb"), ["--pgdata", directory, ...options], {
    ...owner,
    encoding: "utf8",
    cwd: "/",
  });
  if (made.status !== 0) throw new Error(`initdb failed. ${made.stderr || made.error?.message || ""}`.trim());
}

function serverArguments(directory: string, port: number): string[] {
  const settings = {
    port,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: 200,
    fsync: "off",
    full_page_writes: "off",
    autovacuum: "off",
    logging_collector: "on",
    log_statement: "all",
  };
  return ["-D", directory, ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])];
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") throw new Error("No free port was found.");
  return address.port;
}

async function answers(url: string, server: ChildProcess): Promise<void> {
  const until = Date.now() + 30_000;
  const client = postgres(url, { max: 1, connect_timeout: 2, onnotice: () => undefined });
  try {
    while (server.exitCode === null && Date.now() < until) {
      if (
        await client`select 1`.then(
          () => true,
          () => false,
        )
      )
        return;
      await wait(50);
    }
  } finally {
    await client.end({ timeout: 0 });
  }
  throw new Error("The PostgreSQL for the tests did not start.");
}

/** SIGQUIT is the immediate shutdown: https://www.postgresql.org/docs/current/server-shutdown.html */
async function end(server: ChildProcess): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return;
  const gone = once(server, "exit");
  server.kill("SIGQUIT");
  await gone;
}
