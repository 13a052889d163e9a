import { readFileSync } from "node:fs";
import { afterAll, beforeAll, inject } from "vitest";
import { openInMemory } from "../engine/embedded.ts";
import { type Database, databaseOn, openDatabase } from "../engine/open.ts";
import { createThrowAwayDatabase } from "./throw-away.ts";
import "./global-setup.ts";

export interface TestDatabase {
  readonly engine: Database["engine"];
  /** Call it in a `describe`: each gets a fresh, migrated database, gone afterwards. Returns what gives it to a test. */
  use(): () => Database;
}

/**
 * Both engines, for `describe.each(testDatabases())("… on $engine", ({ use }) => { const database = use(); … })`.
 * Needs testing/global-setup.ts among the `globalSetup` files of the vitest configuration.
 */
export function testDatabases(): readonly TestDatabase[] {
  return [
    { engine: "embedded", use: () => within(openEmbedded) },
    { engine: "postgres", use: () => within(openPostgres) },
  ];
}

/** For what only a server can do: several connections at once. */
export function usePostgres(): () => Database & { readonly url: string } {
  return within(openPostgres);
}

function within<Opened extends Database>(open: () => Promise<Opened>): () => Opened {
  let opened: Opened | undefined;
  beforeAll(async () => {
    opened = await open();
  });
  afterAll(async () => {
    await opened?.close();
  });
  return () => {
    if (opened === undefined) throw new Error("The test database is there within tests only.");
    return opened;
  };
}

async function openEmbedded(): Promise<Database> {
  return databaseOn("embedded", await openInMemory(new Blob([readFileSync(inject("embeddedSnapshot"))])));
}

async function openPostgres(): Promise<Database & { url: string }> {
  const options = { maintenanceUrl: inject("postgresServer"), template: inject("postgresTemplate") };
  const { url, drop } = await createThrowAwayDatabase(options);
  const database = await openDatabase({ url, dataDir: "", poolSize: 20 });
  return { ...database, url, close: () => database.close().finally(drop) };
}
