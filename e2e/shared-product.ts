import { appendFileSync } from "node:fs";
import { join } from "node:path";
import {
  command,
  createThrowAwayDatabase,
  type ThrowAwayDatabase,
  withDatabase,
} from "@assent/database/testing/throw-away";
import { Product, readTemplate } from "./product.ts";

export interface ProductOnDatabase {
  readonly product: Product;
  readonly database: ThrowAwayDatabase;
}

/** One for the files of one worker. A start costs seconds of processor, and a copy of a database a tenth of one. */
let shared: Promise<ProductOnDatabase> | undefined;

/**
 * The product of this worker on a database as a first start leaves it. The app runs on: its connections are closed under
 * it, and it opens new ones. It ends with the worker.
 */
export async function sharedProduct(): Promise<ProductOnDatabase> {
  shared ??= start();
  const { product, database } = await shared;
  await copyDatabase({ from: asStarted(database.name), to: database.name });
  await product.begin();
  return { product, database };
}

const asStarted = (name: string) => `${name}_started`;

async function start(): Promise<ProductOnDatabase> {
  const database = await copyOfTemplate();
  appendFileSync(join(process.env["E2E_FOLDER"] ?? "", "databases"), `${database.name}\n${asStarted(database.name)}\n`);
  // The start writes the address of its own provider into the database.
  const product = await Product.start({ ...readTemplate(), databaseUrl: database.url });
  await product.stopApp();
  await copyDatabase({ from: database.name, to: asStarted(database.name) });
  await product.startApp();
  return { product, database };
}

/** A database as a first start leaves it, on the server of the run. */
export function copyOfTemplate(): Promise<ThrowAwayDatabase> {
  return createThrowAwayDatabase({ maintenanceUrl: serverUrl(), template: readTemplate()?.database });
}

async function copyDatabase({ from, to }: { readonly from: string; readonly to: string }): Promise<void> {
  await command(serverUrl(), `drop database if exists ${to} with (force)`);
  await command(serverUrl(), `create database ${to} template ${from}`);
}

/** Of the PostgreSQL that product-template.ts has found or started. */
export function serverUrl(): string {
  return withDatabase(process.env["TEST_DATABASE_URL"] ?? "", "postgres");
}
