import { randomBytes } from "node:crypto";
import { runStatement } from "@assent/testkit/throw-away";
import { test } from "@playwright/test";
import { Product, type ProductOptions } from "./product.ts";
import { sharedProduct } from "./shared-product.ts";
import { type ReadableDatabase, throwAwayDatabase } from "./throw-away.ts";

interface Needs extends ProductOptions {
  /** Set if the journeys change how it is started, so that it is started for them. */
  readonly alone?: true;
}

/**
 * Gives the journeys of one file the product on a clean database: purposes are asked of everyone, so journeys that
 * change them cannot share one. Files without special needs share a running product.
 */
export function withProduct({ alone, ...options }: Needs = {}): () => Product {
  const isShared = !alone && Object.keys(options).length === 0;
  let product: Product | undefined;
  test.beforeAll(async () => {
    product = isShared ? await sharedProduct() : await Product.start(options);
  });
  test.afterAll(async () => {
    if (!isShared) await product?.stop();
  });
  return () => here(product);
}

/** The same, with its database, for states that no page can set, and for failures. */
export function withProductAndDatabase(needs: Needs = {}): {
  product: () => Product;
  database: () => ReadableDatabase;
} {
  const product = withProduct(needs);
  return { product, database: () => product().database };
}

/**
 * As in production: the owner of the tables migrates, and the app has a separate role that cannot change
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
