import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, boxes, leave, save } from "../consent.ts";
import { asAdministrator, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// A detail that may be kept for some days, and what happens after them.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

/**
 * The database's clock decides what has expired, and cannot be moved. So the grants are moved into the past instead,
 * without the trigger that would refuse a change that only time can make.
 */
const daysLater = (days: number) =>
  database().run(`
    set session_replication_role = replica;
    update consent_grant set granted_at = granted_at - interval '${days} days', expires_at = expires_at - interval '${days} days'
    where expires_at is not null`);

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const delivery = (page: Page) => page.getByRole("checkbox", { name: "Phone number for Delivery" });
const person: MadeUpPerson = somebody();

async function signIn(page: Page): Promise<void> {
  await page.context().clearCookies();
  await signInAsSomebody(page, product(), person);
}

test("a detail for thirty days is agreed to", async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/purposes/new`);
  await page.getByLabel("Purpose", { exact: true }).fill("Delivery");
  await page.getByLabel(/^Description/).fill("So that parcels reach you.");
  await page.getByLabel("Retention").selectOption("For a number of days");
  await page.getByLabel("Days", { exact: true }).fill("30");
  await page.getByLabel("PII category to add").selectOption({ label: "Phone number" });
  await page.getByRole("button", { name: "Add PII Category" }).click();
  await page.getByRole("button", { name: "Finish", exact: true }).click();
  await expect(page.getByText("“Delivery” is live.")).toBeVisible();
  await signIn(page);
  await boxes(page);
  await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await delivery(page).check();
  await accept(page).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
});

test("nothing is asked until the last day", async ({ page }) => {
  await daysLater(29);
  await signIn(page);
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
});

test("afterwards it is asked again before the session, and is not kept for the question", async ({ page }) => {
  await daysLater(2);
  await signIn(page);
  await expect(heading(page, "Choose again what Acme may keep")).toBeVisible();
  await expect(page.getByText("Asked again", { exact: true })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(1);
  await expect(delivery(page)).not.toBeChecked();
  await expectNoViolations(page);
  await leave(page).click();
  await expect(heading(page, "Nothing was changed")).toBeVisible();
  await signIn(page);
  await save(page).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expect(page.getByText(person.phone ?? ""), "a no, or no answer, keeps nothing").toHaveCount(0);
  await signIn(page);
  await expect(heading(page, "My data and consents"), "and is not asked again").toBeVisible();
});
