import { readFile } from "node:fs/promises";
import { expect, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

test("administrators read the record of processing activities, and export it @phone", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes`);
  await page.getByRole("link", { name: "Record of processing" }).click();
  const recovery = page.getByRole("region", { name: "Account recovery" });
  await expect(recovery).toContainText("Consent (GDPR, Article 6(1)(a))");
  await expect(recovery).toContainText("Acme Ltd");
  await expect(recovery).toContainText("Demo University");
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  const saving = page.waitForEvent("download");
  await page.getByRole("link", { name: "Export CSV" }).click();
  const csv = await readFile(await (await saving).path(), "utf8");
  expect(csv).toContain("controller,officer,activity,purpose,legalBasis");
  expect(csv).toContain("Account recovery");
  await page.goto(`${product().url}/admin/audit`);
  await expect(page.getByText("record of processing activities").first()).toBeVisible();
});

test("no one else gets it", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  for (const path of ["", "/processing-record.csv", "/processing-record.json"]) {
    const answer = await page.request.get(`${product().url}/admin/purposes/processing-record${path}`, {
      headers: { "sec-fetch-site": "same-origin" },
    });
    expect(answer.status(), path).toBe(404);
  }
});
