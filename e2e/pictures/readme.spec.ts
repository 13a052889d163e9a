import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { accept } from "../consent.ts";
import { signInAs, signInAsAdministrator } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();
const images = join(import.meta.dirname, "../../docs/images");

test.use({ viewport: { width: 1280, height: 900 }, colorScheme: "light", deviceScaleFactor: 1 });

test("the consent screen", async ({ page }) => {
  await signInAs(page, product(), "Alice Adams");
  await expect(accept(page)).toBeVisible();
  await page.screenshot({ path: join(images, "consent.png"), fullPage: true });
});

test("the purpose editor", async ({ page }) => {
  await signInAsAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Account recovery", exact: true }).click();
  await expect(page.getByRole("button", { name: "Finish", exact: true })).toBeVisible();
  // High enough for the whole form: its buttons stay at the bottom of the window.
  await page.setViewportSize({ width: 1280, height: 1120 });
  await page.screenshot({ path: join(images, "purpose-editor.png") });
});
