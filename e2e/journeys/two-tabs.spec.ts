import { expect, type Page, test } from "@playwright/test";
import { accept, agreeToAll, decline, tickAll } from "../consent.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

// One browser, two sign-ins: boxes have the same names for everybody, so a tab must answer its own question only.
async function twoTabs(page: Page) {
  const [earlier, later] = [somebody(), somebody()];
  await signInAsSomebody(page, product(), earlier);
  await expect(accept(page)).toBeVisible();
  const other = await page.context().newPage();
  await signInAsSomebody(other, product(), later);
  await expect(accept(other)).toBeVisible();
  return { earlier, later, other };
}

const anew = (page: Page) => page.getByText("You signed in again.");

test("ticks of an earlier sign-in do not become those of a later one", async ({ page }) => {
  const { earlier, later, other } = await twoTabs(page);
  await tickAll(page);
  await accept(page).click();
  await expect(anew(page)).toBeVisible();
  for (const box of await page.getByRole("checkbox").all()) await expect(box).not.toBeChecked();
  await expect(page.getByText(later.email ?? "")).toBeVisible();
  expect(await page.content()).not.toContain(earlier.email);
  await other.close();
  await agreeToAll(page);
  await expect(page.getByText(later.email ?? "")).toBeVisible();
});

test("declining in the tab of an earlier sign-in ends no later one", async ({ page }) => {
  const { later, other } = await twoTabs(page);
  await decline(page).click();
  await expect(anew(page)).toBeVisible();
  await agreeToAll(other);
  await expect(other.getByText(later.email ?? "")).toBeVisible();
});

test("declining after agreeing in another tab does not say that nothing was stored", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await expect(accept(page)).toBeVisible();
  const other = await page.context().newPage();
  const sealed = await page.context().cookies(product().url);
  await other.goto(`${product().url}/consent`);
  await agreeToAll(other);
  // As if both had been sent at once: the second still has the cookie of before.
  await page.context().addCookies(sealed.filter(({ name }) => name.includes("-pending")));
  await decline(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "This request has ended" })).toBeVisible();
});

test("a page that wants a signed-in person is where the sign-in leads back to", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  const receipt = await page
    .getByRole("link", { name: /Receipt/ })
    .first()
    .getAttribute("href");
  await context.clearCookies();
  await page.goto(product().url + receipt);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await page.getByLabel("Subject").fill(person.subject);
  await page.getByRole("button", { name: "Continue as somebody else" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Consent receipt" })).toBeVisible();
});
