import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/database/testing/throw-away";
import { Product, type ProductTemplate } from "./product.ts";

/**
 * The demonstration as a first start from nothing leaves it, once for all journeys of a run: making the database, the
 * migrations and the seed take longer than a start on what is there. Playwright's global setup; it returns the teardown.
 */
export default async function makeTemplate(): Promise<() => Promise<void>> {
  const folder = mkdtempSync(join(tmpdir(), "assent-e2e-template-"));
  const server = process.env["TEST_DATABASE_URL"];
  const database = server ? await createThrowAwayDatabase({ maintenanceUrl: server }) : null;
  const [embedded, onPostgres] = await Promise.all([Product.start(), database && startOn(database)]);
  await Promise.all([embedded.stopApp(), onPostgres?.stopApp()]);
  cpSync(join(embedded.dataDir, "database"), join(folder, "database"), { recursive: true });
  const template: ProductTemplate = {
    embedded: { folder, secrets: embedded.secrets },
    postgres: database && onPostgres ? { database: database.name, secrets: onPostgres.secrets } : null,
  };
  process.env["PRODUCT_TEMPLATE"] = JSON.stringify(template);
  await Promise.all([embedded.stop(), onPostgres?.stop()]);
  return async () => {
    rmSync(folder, { recursive: true, force: true });
    await database?.drop();
  };
}

const startOn = ({ url }: ThrowAwayDatabase) => Product.start({ databaseUrl: url });
