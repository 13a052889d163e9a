import { randomBytes } from "node:crypto";
import { runStatement } from "@assent/testkit/throw-away";
import { test } from "@playwright/test";
import { Product, type ProductOptions } from "./product.ts";
import { type ReadableDatabase, throwAwayDatabase } from "./throw-away.ts";

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

/** The same, with its database at hand: for what no page does yet, and for what goes wrong in the world. */
export function withProductAndDatabase(options: ProductOptions = {}): {
  product: () => Product;
  database: () => ReadableDatabase;
} {
  const product = withProduct(options);
  return { product, database: () => product().database };
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
  let database: ReadableDatabase | undefined;
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
  return { product: () => here(product), asApp: (statement) => runStatement(appUrl(), statement) };
}

function here<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The product runs inside tests only");
  return thing;
}
