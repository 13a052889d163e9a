import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll, decline } from "../consent.ts";
import { signInAsSomebody, somebody } from "../people.ts";
import { withProductOnPostgres } from "../with-product.ts";

const { product, database } = withProductOnPostgres();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });

/** All set-up links in the log of the app: whoever reads that log runs the server. */
const printedLinks = () =>
  readFileSync(join(product().logDir, "app.log"), "utf8").match(/http\S+\/setup\?link=\S+/g) ?? [];

let link = "";

/** As on a new installation: nobody is administrator, and the server starts. */
test.beforeEach(async () => {
  const before = printedLinks().length;
  await database().run("update users set role = 'person'");
  await product().stopApp();
  await product().startApp();
  await expect.poll(() => printedLinks().length).toBe(before + 1);
  link = printedLinks().at(-1) ?? "";
});

/** Opens the link and takes the right it gives along to the sign-in. */
async function takeLink(page: Page): Promise<void> {
  await page.goto(link);
  await page.getByRole("button", { name: "Continue to sign-in" }).click();
  await expect(page.getByText("Sign in to become the administrator.")).toBeVisible();
}

test("the printed link makes the first administrator, once @phone", async ({ page, browser }) => {
  await page.goto(link);
  await expect(heading(page, "Become the first administrator")).toBeVisible();
  await expectNoViolations(page);
  // Looking at the link, as link previews do, uses nothing up.
  await page.reload();
  await page.getByRole("button", { name: "Continue to sign-in" }).click();
  await expect(page.getByText("Sign in to become the administrator.")).toBeVisible();
  await expectNoViolations(page);
  await signInAsSomebody(page, product(), somebody());
  await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await page.getByRole("button", { name: "Create account with my choices" }).click();
  await expect(heading(page, "Overview")).toBeVisible();

  const late = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await late.goto(link);
  await expect(heading(late, "This link doesn’t work")).toBeVisible();
  await signInAsSomebody(late, product(), somebody());
  await agreeToAll(late);
  expect((await late.goto(`${product().url}/admin`))?.status()).toBe(404);
  await late.close();
});

test("somebody who has an account already becomes the administrator by signing in", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await context.clearCookies();
  await takeLink(page);
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, "Overview")).toBeVisible();
});

test("declining makes nobody an administrator, and the link still works", async ({ page }) => {
  await takeLink(page);
  await signInAsSomebody(page, product(), somebody());
  await decline(page).click();
  await expect(page).toHaveURL(/\/consent\/declined/);
  await page.goto(link);
  await expect(heading(page, "Become the first administrator")).toBeVisible();
});

test("of two who opened the link, the second gets an account and no office", async ({ page, browser }) => {
  const other = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  for (const tab of [page, other]) {
    await takeLink(tab);
    await signInAsSomebody(tab, product(), somebody());
    await expect(decline(tab)).toBeVisible();
  }
  for (const tab of [page, other]) {
    for (const box of await tab.getByRole("checkbox").all()) await box.check();
    await tab.getByRole("button", { name: "Create account with my choices" }).click();
  }
  await expect(heading(page, "Overview")).toBeVisible();
  await expect(other.getByText("Your link can’t make you the administrator any more.")).toBeVisible();
  await other.getByRole("button", { name: "Create account with my choices" }).click();
  await expect(heading(other, "My data and consents")).toBeVisible();
  expect((await other.goto(`${product().url}/admin`))?.status()).toBe(404);
  await other.close();
});

for (const wrong of ["", "?link=", "?link=wrong", "?link=%00", `?link=${"x".repeat(5000)}`, "?link=a&link=b"]) {
  test(`a wrong link is told apart from a good one: ${wrong.slice(0, 20) || "none"}`, async ({ page }) => {
    await page.goto(`${product().url}/setup${wrong}`);
    await expect(heading(page, "This link doesn’t work")).toBeVisible();
    await expect(page.getByRole("button", { name: "Continue to sign-in" })).toHaveCount(0);
  });
}
