import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Product } from "./product.ts";

/**
 * The demonstration as a first start from nothing leaves it, once for all journeys of a run: making the database, the
 * migrations and the seed take longer than a start on what is there. Playwright's global setup; it returns the teardown.
 */
export default async function makeTemplate(): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "assent-e2e-template-"));
  const product = await Product.start();
  await product.stopApp();
  cpSync(join(product.dataDir, "database"), join(folder, "database"), { recursive: true });
  process.env["PRODUCT_TEMPLATE"] = JSON.stringify({ folder, secrets: product.secrets });
  await product.stop();
  return () => rmSync(folder, { recursive: true, force: true });
}
