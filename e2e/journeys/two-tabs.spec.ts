import { expect, type Page, test } from "@playwright/test";
import { accept, agreeToAll, decline, tickAll } from "../consent.ts";
import { fillInSomebody, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

// One browser, two sign-ins: boxes have the same names for everyone, so a tab must answer only its own question.
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

test("declining in the tab of an earlier sign-in does not end a later one", async ({ page }) => {
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
  // As if both were sent at once: the second still has the earlier cookie.
  await page.context().addCookies(sealed.filter(({ name }) => name.includes("-pending")));
  await decline(page).click();
  await expect(page.getByRole("heading", { level: 1, name: "This request has ended" })).toBeVisible();
});

test("the sign-in returns to the page that required it", async ({ page, context }) => {
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

// The tab that comes back first must not end the other one, or count as a failure of the provider.
for (const order of ["first", "second"] as const) {
  test(`two sign-ins in two tabs both finish, when the ${order} one is answered first`, async ({ page, context }) => {
    const person = somebody();
    await signInAsSomebody(page, product(), person);
    await agreeToAll(page);
    await context.clearCookies();
    const other = await context.newPage();
    for (const tab of [page, other]) {
      await tab.goto(`${product().url}/sign-in/demo-university`);
      await expect(tab.getByLabel("Subject")).toBeVisible();
    }
    for (const tab of order === "first" ? [page, other] : [other, page]) {
      await fillInSomebody(tab, person);
      await expect(tab.getByText(person.email ?? "")).toBeVisible();
    }
    expect((await context.cookies(product().url)).filter(({ name }) => name.includes("-flow-"))).toEqual([]);
  });
}

test("an answer to no sign-in of this browser is not a failure, and a signed-in person continues", async ({ page }) => {
  const stray = `${product().url}/api/auth/callback/demo-university?code=stray&state=stray`;
  await page.goto(stray);
  await expect(page.getByText("The sign-in was interrupted.")).toBeVisible();
  expect(page.url()).not.toContain("reference");
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page.goto(stray);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("a browser keeps the cookies of three sign-ins at most", async ({ page, context }) => {
  const states = async () =>
    (await context.cookies(product().url)).filter(({ name }) => /-flow-.*-state$/.test(name)).map(({ name }) => name);
  await page.goto(`${product().url}/sign-in/demo-university`);
  const [first] = await states();
  for (const _ of [2, 3, 4]) await page.goto(`${product().url}/sign-in/demo-university`);
  const left = await states();
  expect(left).toHaveLength(3);
  expect(left).not.toContain(first);
});
