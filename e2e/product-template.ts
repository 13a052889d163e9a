import { testServer } from "@assent/testkit/server";
import { Product, type ProductTemplate } from "./product.ts";
import { throwAwayDatabase } from "./throw-away.ts";

/**
 * The server of the run, and on it the demonstration as a first start from nothing leaves it, once for all journeys: the
 * migrations and the seed take longer than a copy. Playwright's global setup; it returns the teardown.
 */
export default async function makeTemplate(): Promise<() => Promise<void>> {
  const server = await testServer();
  process.env["TEST_DATABASE_URL"] = server.url;
  const database = await throwAwayDatabase();
  const product = await Product.start({ databaseUrl: database.url });
  await product.stop();
  const template: ProductTemplate = { database: database.name, secrets: product.secrets };
  process.env["PRODUCT_TEMPLATE"] = JSON.stringify(template);
  return async () => {
    await database.drop();
    await server.stop();
  };
}
