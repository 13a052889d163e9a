import { expect, test } from "@playwright/test";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProductInItsOwnRole } from "../with-product.ts";

// An installation as docs/production.md recommends. The tests of the database check what the app can do in its role;
// this one checks whether it starts, migrates and works.
const { product, asApp } = withProductInItsOwnRole();

test("an installation whose app may not change proof starts, and people decide, withdraw and close @script @core", async ({
  page,
}) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  await page.getByRole("button", { name: "Withdraw phone number from Account recovery" }).click();
  await expect(page.getByText(/withdrawn and deleted/i)).toBeVisible();
  await page.goto(`${product().url}/me/close`);
  await page.getByRole("button", { name: "Close account" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Your account is closed" })).toBeVisible();

  await asAdministrator(page, product());
  await page.getByRole("link", { name: "Ledger" }).click();
  await page.getByRole("link", { name: "Verify now" }).click();
  await expect(page.getByText("Ledger is intact")).toBeVisible();

  for (const statement of ["delete from receipt", "update event set details = '{}'", "delete from ledger_entry"]) {
    await expect(asApp(statement)).rejects.toMatchObject({ code: "42501" });
  }
  await expect(asApp("create table mine (id int)")).rejects.toMatchObject({ code: "42501" });
});
