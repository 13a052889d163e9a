import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, decline, tickAll } from "../consent.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// The application of the demonstration, as `npm start` starts it.
const { product } = withProductAndDatabase({ library: true });

async function begin(page: Page): Promise<void> {
  await page.goto(product().libraryUrl);
  await page.getByRole("link", { name: "Sign in" }).click();
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
}

test("a reader signs in through Assent, withdraws a detail, and signs out there @phone @core", async ({ page }) => {
  const person = somebody();
  await begin(page);
  await fillInSomebody(page, person);
  await tickAll(page);
  await accept(page).click();
  await expect(page.getByRole("heading", { level: 1, name: `Welcome, ${person.name}` })).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  // No purpose releases the phone number that Acme keeps to the library.
  await expect(page.getByText(person.phone ?? "")).toHaveCount(0);
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Open My data" }).click();
  const withdraw = page.getByRole("button", { name: /^Withdraw .*name from Reader’s desk$/ });
  await withdraw.click();
  await page.goto(product().libraryUrl);
  await expect(page.getByRole("heading", { level: 1, name: "Welcome, reader" })).toBeVisible();
  await expect(page.getByText("Not given to the library any more")).toBeVisible();
  await expect(page.getByText(person.name ?? "")).toHaveCount(0);
  await page.getByRole("link", { name: "Open My data" }).click();
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  await expect(async () => {
    await page.goto(product().libraryUrl);
    await expect(page.getByText("The library has forgotten you.")).toBeVisible({ timeout: 500 });
  }).toPass();
});

test("a reader who declines comes back to the library, which says so @phone", async ({ page }) => {
  await begin(page);
  await fillInSomebody(page, somebody());
  await decline(page).click();
  await page.getByRole("link", { name: "Back to Demo Library" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You are not signed in" })).toBeVisible();
  await expect(page.getByText("You came back without signing in.")).toBeVisible();
});

test("signing out in the library asks whether to sign out of Assent too @phone", async ({ page }) => {
  await begin(page);
  await fillInSomebody(page, somebody());
  await tickAll(page);
  await accept(page).click();
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("button", { name: /^Sign out of / }).click();
  await expect(page).toHaveURL(`${product().libraryUrl}/`);
  await expect(page.getByText("The library has forgotten you.")).toBeVisible();
});
