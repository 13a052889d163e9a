import { randomBytes } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import type { TestProject } from "vitest/node";
import { embeddedEngine } from "../engine/embedded.ts";
import { migrate } from "../engine/migrate.ts";
import { databaseOn, openDatabase } from "../engine/open.ts";
import { startCluster } from "./postgres-cluster.ts";
import { command, withDatabase } from "./throw-away.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** From the settings of a test run; empty when not given. */
    readonly maintenanceUrl: string;
    readonly postgresBinaries: string;
    /** Where this set-up found or started a server, and what it prepared for copying. */
    readonly postgresServer: string;
    readonly postgresTemplate: string;
    readonly embeddedSnapshot: string;
  }
}

/**
 * Once a test run: a PostgreSQL server and, on both engines, one migrated database that each test file copies.
 * A machine without PostgreSQL fails here, with a sentence: skipping would let half of the guarantees go untested.
 */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const provided = project.config.provide;
  const cluster = provided.maintenanceUrl ? null : await startCluster(provided.postgresBinaries);
  const server = provided.maintenanceUrl || cluster?.url || "";
  const template = `assent_template_${randomBytes(6).toString("hex")}`;
  const directory = mkdtempSync(join(tmpdir(), "assent-embedded-"));
  const snapshot = join(directory, "snapshot.tar");
  const [, bytes] = await Promise.all([makeTemplate(server, template), makeSnapshot()]);
  writeFileSync(snapshot, bytes);
  project.provide("postgresServer", server);
  project.provide("postgresTemplate", template);
  project.provide("embeddedSnapshot", snapshot);
  return async () => {
    rmSync(directory, { recursive: true, force: true });
    await (cluster ? cluster.stop() : command(server, `drop database if exists ${template} with (force)`));
  };
}

async function makeTemplate(server: string, name: string): Promise<void> {
  await command(server, `create database ${name} template template0 encoding 'UTF8'`);
  const database = await openDatabase({ url: withDatabase(server, name), dataDir: "", poolSize: 1 });
  await migrate(database).finally(() => database.close());
}

async function makeSnapshot(): Promise<Uint8Array> {
  const client = await PGlite.create();
  const database = databaseOn("embedded", embeddedEngine(client));
  await migrate(database);
  const dump = await client.dumpDataDir("none");
  await database.close();
  return new Uint8Array(await dump.arrayBuffer());
}
