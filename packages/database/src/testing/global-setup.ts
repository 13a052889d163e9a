import { randomBytes } from "node:crypto";
import { testServer } from "@assent/testkit/server";
import { runStatement, withDatabase } from "@assent/testkit/throw-away";
import type { TestProject } from "vitest/node";
import { migrate } from "../engine/migrate.ts";
import { openDatabase } from "../engine/open.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** The address of the server of this run, and the name of the database on it that is copied. */
    readonly postgresServer: string;
    readonly postgresTemplate: string;
  }
}

/** Once a test run: a PostgreSQL server, and one migrated database that each test file copies. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const server = await testServer();
  const template = `assent_template_${randomBytes(6).toString("hex")}`;
  await makeTemplate(server.url, template);
  project.provide("postgresServer", server.url);
  project.provide("postgresTemplate", template);
  return async () => {
    await runStatement(server.url, `drop database if exists ${template} with (force)`);
    await server.stop();
  };
}

async function makeTemplate(server: string, name: string): Promise<void> {
  await runStatement(server, `create database ${name} template template0 encoding 'UTF8'`);
  const database = await openDatabase({ url: withDatabase(server, name), poolSize: 1, isPatient: true });
  await migrate(database).finally(() => database.close());
}
