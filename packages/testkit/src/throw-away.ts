import { randomBytes } from "node:crypto";
import postgres from "postgres";

/** A temporary database for tests. */
export interface ThrowAwayDatabase {
  readonly url: string;
  /** Its name, so that another database can copy it. */
  readonly name: string;
  /** Runs one statement, for something that no page can do. */
  run(statement: string): Promise<void>;
  /** Replaces it by a copy of another database, which must have no connections. Its own connections are closed. */
  copyFrom(template: string): Promise<void>;
  drop(): Promise<void>;
}

/** Creates one on the server with this address of a superuser. `template`: the name of a database to copy. */
export async function createThrowAwayDatabase(serverUrl: string, template = "template0"): Promise<ThrowAwayDatabase> {
  const name = `assent_test_${randomBytes(6).toString("hex")}`;
  const url = withDatabase(serverUrl, name);
  const drop = () => runStatement(serverUrl, `drop database if exists ${name} with (force)`);
  const copyFrom = async (source: string) => {
    await drop();
    await runStatement(serverUrl, `create database ${name} template ${source} encoding 'UTF8'`);
  };
  await copyFrom(template);
  return { url, name, run: (statement) => runStatement(url, statement), copyFrom, drop };
}

export function withDatabase(url: string, name: string): string {
  const address = new URL(url);
  address.pathname = `/${name}`;
  return address.href;
}

/** Runs one statement that cannot be in a transaction. The text comes from tests only. */
export async function runStatement(url: string, text: string): Promise<void> {
  const client = postgres(url, { max: 1, onnotice: () => undefined });
  await client.unsafe(text).finally(() => client.end());
}
