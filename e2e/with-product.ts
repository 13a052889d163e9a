import { randomBytes } from "node:crypto";
import { command, createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/database/testing/throw-away";
import { test } from "@playwright/test";
import { Product, type ProductOptions, readTemplate } from "./product.ts";

/**
 * Gives the journeys of one file a product of their own, on a clean database: purposes are asked of everybody, so
 * journeys that change them cannot share one.
 */
export function withProduct(options: ProductOptions = {}): () => Product {
  let product: Product | undefined;
  test.beforeAll(async () => {
    product = await Product.start(options);
  });
  test.afterAll(async () => {
    await product?.stop();
  });
  return () => here(product);
}

/**
 * The same on PostgreSQL, whose database can be reached while the product runs: for what no page does yet, and for what
 * goes wrong in the world.
 */
export function withProductOnPostgres(options: ProductOptions = {}): {
  product: () => Product;
  database: () => ThrowAwayDatabase;
} {
  let product: Product | undefined;
  let database: ThrowAwayDatabase | undefined;
  test.beforeAll(async () => {
    const template = options.demo === false ? null : (readTemplate()?.postgres ?? null);
    database = await throwAwayDatabase(template?.database);
    const secrets = template ? { secrets: template.secrets } : {};
    product = await Product.start({ ...options, ...secrets, databaseUrl: database.url });
  });
  test.afterAll(async () => {
    await product?.stop();
    await database?.drop();
  });
  return { product: () => here(product), database: () => here(database) };
}

/**
 * As it is run in earnest: the owner of the tables migrates, and the app works in a role of its own that cannot change
 * proof. `asApp` runs a statement in that role.
 */
export function withProductInItsOwnRole(): {
  product: () => Product;
  asApp: (statement: string) => Promise<void>;
} {
  let product: Product | undefined;
  let database: ThrowAwayDatabase | undefined;
  const role = `assent_app_${randomBytes(4).toString("hex")}`;
  const appUrl = () => {
    const url = new URL(here(database).url);
    [url.username, url.password] = [role, "app"];
    return url.href;
  };
  test.beforeAll(async () => {
    database = await throwAwayDatabase();
    await database.run(`create role ${role} login password 'app'`);
    product = await Product.start({ databaseUrl: appUrl(), databaseOwnerUrl: database.url });
  });
  test.afterAll(async () => {
    await product?.stop();
    await database?.run(`drop owned by ${role}`);
    await database?.run(`drop role ${role}`);
    await database?.drop();
  });
  return { product: () => here(product), asApp: (statement) => command(appUrl(), statement) };
}

/** On the server that the test run has started, or on one of its own. */
function throwAwayDatabase(template?: string): Promise<ThrowAwayDatabase> {
  const server = { maintenanceUrl: process.env["TEST_DATABASE_URL"], binaries: process.env["PG_BIN"] };
  return createThrowAwayDatabase({ ...server, template });
}

function here<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The product runs inside tests only");
  return thing;
}
