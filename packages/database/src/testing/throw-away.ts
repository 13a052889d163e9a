import { randomBytes } from "node:crypto";
import postgres from "postgres";
import { openDatabase } from "../engine/open.ts";
import { dumpTables } from "./dump.ts";
import { startCluster } from "./postgres-cluster.ts";

export interface ThrowAwayDatabase {
  /** Address of an empty database. */
  readonly url: string;
  /** By which it can be the template of another. */
  readonly name: string;
  /** All files of the server, its write-ahead log and its log of statements too; null when it is somebody else's. */
  readonly directory: string | null;
  /** Every row of every table as text. */
  dump(): Promise<string>;
  /** Runs one statement: what no page can do, or what goes wrong in the world. */
  run(statement: string): Promise<void>;
  /** Drops the database, and the server with it if this made one. */
  drop(): Promise<void>;
}

interface Options {
  /** Of a server on which databases may be made. Without it, one is started and stopped again. */
  readonly maintenanceUrl?: string | undefined;
  /** Where initdb and postgres are, for starting one. */
  readonly binaries?: string | undefined;
  /** Name of a database to copy. */
  readonly template?: string | undefined;
}

/** A PostgreSQL database of one's own, for tests. */
export async function createThrowAwayDatabase(options: Options = {}): Promise<ThrowAwayDatabase> {
  const { maintenanceUrl, binaries, template = "template0" } = options;
  const cluster = maintenanceUrl ? null : await startCluster(binaries);
  const serverUrl = maintenanceUrl || cluster?.url || "";
  const name = `assent_test_${randomBytes(6).toString("hex")}`;
  await command(serverUrl, `create database ${name} template ${template} encoding 'UTF8'`);
  const url = withDatabase(serverUrl, name);
  return {
    url,
    name,
    directory: cluster?.directory ?? null,
    async dump() {
      const database = await openDatabase({ url, dataDir: "", poolSize: 1 });
      return dumpTables(database.orm).finally(() => database.close());
    },
    run: (statement) => command(url, statement),
    async drop() {
      await command(serverUrl, `drop database if exists ${name} with (force)`);
      await cluster?.stop();
    },
  };
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Runs one statement that cannot be in a transaction. The text comes from this folder only. */
export async function command(url: string, text: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  await client.unsafe(text).finally(() => client.end());
}
