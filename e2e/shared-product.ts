import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Product } from "./product.ts";
import { throwAwayDatabase } from "./throw-away.ts";

/**
 * A retention run that a stop interrupted counts as running for ten minutes, in every copy too, and a journey that waits for
 * the run of a start would wait in vain.
 */
export const forgetInterruptedRetention = "delete from retention_run where finished_at is null";

interface Shared {
  readonly product: Product;
  /** The name of a database with the state after the start of this product. */
  readonly asStarted: string;
}

/**
 * One for all files of a worker: a start takes seconds of processor time, and a copy of a database a tenth of a second.
 */
let shared: Promise<Shared> | undefined;

/** The running product of this worker, on a database with the state after its start. It ends with the worker. */
export async function sharedProduct(): Promise<Product> {
  shared ??= startShared();
  const { product, asStarted } = await shared;
  await product.startOver(asStarted);
  return product;
}

async function startShared(): Promise<Shared> {
  // The start writes the address of the product's own provider into the database.
  const product = await Product.start();
  await product.stopApp();
  await product.database.run(forgetInterruptedRetention);
  const asStarted = await throwAwayDatabase(product.database.name);
  appendFileSync(list(process.env["E2E_FOLDER"] ?? ""), `${product.database.name}\n${asStarted.name}\n`);
  await product.startApp();
  return { product, asStarted: asStarted.name };
}

/** Names of the databases that workers of this run have made and could not drop: a worker has no end hook. */
export function sharedDatabases(folder: string): string[] {
  return existsSync(list(folder)) ? readFileSync(list(folder), "utf8").trim().split("\n") : [];
}

const list = (folder: string) => join(folder, "databases");
