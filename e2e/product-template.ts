import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { testServer } from "@assent/testkit/server";
import { runStatement } from "@assent/testkit/throw-away";
import { Product, type ProductTemplate } from "./product.ts";
import { forgetInterruptedRetention, sharedDatabases } from "./shared-product.ts";
import { throwAwayDatabase } from "./throw-away.ts";

/**
 * The server of the run, with a database of the demonstration after its first start, once for all journeys, because the
 * migrations and the seed take longer than a copy. Playwright's global setup; it returns the teardown.
 */
export default async function makeTemplate(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "assent-e2e-"));
  process.env["E2E_FOLDER"] = folder;
  const server = await testServer();
  process.env["TEST_DATABASE_URL"] = server.url;
  const database = await throwAwayDatabase();
  const product = await Product.start({ databaseUrl: database.url });
  // The first reader makes the keys that sign ID tokens. An app holds them for half a minute, and a shared product gets
  // another database under it, so all databases have the same.
  await fetch(`${product.url}/oidc/jwks`);
  // Gracefully, because a database can be copied only without connections.
  await product.stopApp();
  await product.stop();
  await database.run(forgetInterruptedRetention);
  const template: ProductTemplate = { database: database.name, secrets: product.secrets };
  process.env["PRODUCT_TEMPLATE"] = JSON.stringify(template);
  return async () => {
    for (const name of [...sharedDatabases(folder), database.name]) {
      await runStatement(server.url, `drop database if exists ${name} with (force)`);
    }
    await server.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  };
}
