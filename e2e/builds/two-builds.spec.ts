import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { anotherBuild } from "@assent/testkit/another-build";
import { freePort } from "@assent/testkit/ports";
import { expect, type Page, test } from "@playwright/test";
import { type Front, listenInFront } from "../alternating.ts";
import { agreeToAll } from "../consent.ts";
import { continueAsAdministrator, fillInSomebody, somebody } from "../people.ts";
import { Product } from "../product.ts";

// As during an update: two instances with different builds behind one address, and requests alternate between them.
const folder = mkdtempSync(join(tmpdir(), "assent-build-"));
let product: Product;
let front: Front;
let address: string;

test.beforeAll(async () => {
  test.setTimeout(600_000);
  const web = anotherBuild(folder, process.env);
  const port = await freePort();
  address = `http://localhost:${port}`;
  product = await Product.start({ settings: { AUTH_URL: address, APP_URL: address } });
  front = await listenInFront(port, [product.url, await product.startAnother(web)]);
});
test.afterAll(async () => {
  front.close();
  await product.stop();
  rmSync(folder, { recursive: true, force: true });
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with script: ${javaScriptEnabled}`, () => {
    test.use({ javaScriptEnabled });

    test("a sign-in and a withdrawal go from one build to the other", async ({ page }) => {
      await page.goto(`${address}/sign-in`);
      await page.getByRole("link", { name: "Continue with Demo University" }).click();
      await fillInSomebody(page, somebody());
      await agreeToAll(page);
      await page.getByRole("button", { name: "Withdraw phone number from Account recovery" }).click();
      await expect(page.getByText(/withdrawn and deleted/i)).toBeVisible();
      expect(Math.min(...front.asked)).toBeGreaterThan(3);
    });

    test("a form of either build is answered by the other, keeps what was typed, and is saved", async ({ page }) => {
      await asAdministrator(page);
      const seen = new Set<boolean>();
      for (let round = 1; round <= 4; round += 1) {
        // A page may take an even number of requests, and then always comes from the same build.
        if (round % 2 === 0) await page.request.get(`${address}/api/health`);
        await page.goto(`${address}/admin/resident/organisation`);
        seen.add((await page.locator("form.another-build").count()) > 0);
        const name = `Round ${round}, ${javaScriptEnabled}`;
        await page.getByLabel("Everyday name").fill(name);
        await page.locator("#email").fill("no address");
        await page.getByRole("button", { name: "Save" }).click();
        await expect(page.getByRole("alert").first()).toBeVisible();
        await expect(page.getByLabel("Everyday name")).toHaveValue(name);
        await page.locator("#email").fill("privacy@acme.example");
        await page.getByRole("button", { name: "Save" }).click();
        await expect(page.getByRole("banner").getByText(name)).toBeVisible();
      }
      expect(seen.size).toBe(2);
    });
  });
}

async function asAdministrator(page: Page): Promise<void> {
  await page.goto(`${address}/sign-in/demo-university?to=/admin`);
  await continueAsAdministrator(page);
  await expect(page).toHaveURL(/\/admin/);
}
