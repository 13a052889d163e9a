import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, decline, tickAll } from "../consent.ts";
import {
  continueAsAdministrator,
  fillInSomebody,
  signInAsAdministrator,
  signInAsSomebody,
  somebody,
} from "../people.ts";
import { noteRequests, openOneTimeLink } from "../one-time-link.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Administrators are invited by a link, remove each other, and one always remains.
const { product, database } = withProductAndDatabase();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const people = (page: Page) => page.getByRole("table", { name: "Administrators, longest-serving first" });
const open = (page: Page) => page.getByRole("table", { name: "Open invitations, newest first" });
const make = (page: Page) => page.getByRole("button", { name: "Create invitation link" });

/** A browser of another person. */
async function newPage(browser: Browser): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  return (await browser.newContext({ javaScriptEnabled, locale: "en-GB" })).newPage();
}

test.beforeEach(async ({ page }) => {
  // Not with a kept session, because these actions need a sign-in of the last ten minutes.
  await signInAsAdministrator(page, product());
  await page.getByRole("link", { name: "Settings" }).click();
  await page.getByRole("link", { name: "Manage administrators" }).click();
  await expect(heading(page, "Administrators")).toBeVisible();
});

async function invite(page: Page): Promise<string> {
  await page.goto(`${product().url}/admin/settings/administrators`);
  await make(page).click();
  return page.getByLabel("Invitation link").inputValue();
}

/** Opens an invitation in a separate browser, up to the sign-in. */
async function takeUp(page: Page, link: string): Promise<void> {
  await openOneTimeLink(page, link);
  await page.getByRole("button", { name: "Continue to sign-in" }).click();
  await expect(page.getByText("Sign in to become an administrator.")).toBeVisible();
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
}

/** Agrees to everything that is asked, and ends in the administration. */
async function agreeAndEnter(page: Page): Promise<void> {
  await tickAll(page);
  await accept(page).click();
  await expect(heading(page, "Overview")).toBeVisible();
}

test("an invitation makes one administrator, who is asked like everyone, and can be removed @phone", async ({
  page,
  browser,
}) => {
  // Three browsers, one after the other.
  test.slow();
  await expectNoViolations(page);
  await make(page).click();
  const link = await page.getByLabel("Invitation link").inputValue();
  expect(link).toContain(`${product().url}/invitation#`);
  await expect(open(page).getByRole("row")).toHaveCount(2);
  await expectNoViolations(page);
  // It is shown once: this page and the database do not contain it again.
  await page.goto(page.url());
  await expect(page.getByLabel("Invitation link")).toHaveCount(0);
  expect(await page.content()).not.toContain(link.split("#")[1]);

  const [guest, late] = [await newPage(browser), await newPage(browser)];
  const requests = noteRequests(guest);
  await guest.goto(link);
  await expect(heading(guest, /^You are invited to administer/)).toBeVisible();
  await expectNoViolations(guest);
  // Opening it, as link previews do, and declining do not use it up.
  await takeUp(guest, link);
  expect(requests()).toContain("/invitation");
  for (const told of [requests(), guest.url(), product().logs()]) expect(told).not.toContain(link.split("#")[1]);
  await fillInSomebody(guest, somebody());
  await decline(guest).click();
  await expect(guest).toHaveURL(/\/consent\/declined/);
  await takeUp(guest, link);
  await fillInSomebody(guest, somebody());
  await expect(decline(guest), "asked like everybody").toBeVisible();

  // Another person with the same link, who decides later.
  await takeUp(late, link);
  await fillInSomebody(late, somebody());
  await agreeAndEnter(guest);
  await tickAll(late);
  await accept(late).click();
  await expect(late.getByText("Your link can’t make you the administrator.")).toBeVisible();
  await accept(late).click();
  await expect(heading(late, "This invitation doesn’t work")).toBeVisible();
  await expectNoViolations(late);
  expect((await late.goto(`${product().url}/admin`))?.status()).toBe(404);

  await page.goto(page.url());
  await expect(page.getByText("There are no open invitations.")).toBeVisible();
  const row = people(page).getByRole("row").filter({ hasText: "Invited by" });
  await row.getByRole("link", { name: /^Remove administrator/ }).click();
  await expect(heading(page, /^Remove u-.* as an administrator\?$/)).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Remove administrator" }).click();
  await expect(page.getByText("This person is no longer an administrator.")).toBeVisible();
  await expect(row).toHaveCount(0);
  // It applies to open sessions at once; the account stays.
  expect((await guest.goto(`${product().url}/admin`))?.status()).toBe(404);
  await guest.goto(`${product().url}/me`);
  await expect(heading(guest, "My data and consents")).toBeVisible();
  await page.goto(`${product().url}/admin/audit`);
  const changes = page.getByRole("table");
  for (const what of ["Administrator invited", "Administrator added", "Administrator removed"]) {
    await expect(changes.getByText(what, { exact: true }).first()).toBeVisible();
  }
  await guest.context().close();
  await late.context().close();
});

test("a person with an account becomes an administrator at the next sign-in; a revoked invitation has no effect", async ({
  page,
  browser,
}) => {
  const guest = await newPage(browser);
  const person = somebody();
  await signInAsSomebody(guest, product(), person);
  await agreeToAll(guest);
  const revoked = await invite(page);
  await openOneTimeLink(guest, revoked);
  await page.goto(page.url());
  await open(page)
    .getByRole("button", { name: /^Revoke invitation/ })
    .first()
    .click();
  await expect(page.getByText("The invitation is revoked.")).toBeVisible();
  await guest.getByRole("button", { name: "Continue to sign-in" }).click();
  await expect(heading(guest, "This invitation doesn’t work")).toBeVisible();
  await takeUp(guest, await invite(page));
  await fillInSomebody(guest, person);
  await expect(heading(guest, "Overview")).toBeVisible();
  await guest.goto(`${product().url}/admin/settings/administrators`);
  await expect(people(guest).getByRole("row").filter({ hasText: "By the set-up link" })).toBeVisible();
  // Two administrators remove each other: the second one is no longer an administrator.
  await guest.getByRole("link", { name: /^Remove administrator/ }).click();
  await page.goto(page.url());
  await people(page)
    .getByRole("row")
    .filter({ hasText: "Invited by" })
    .getByRole("link", { name: /^Remove/ })
    .click();
  await page.getByRole("button", { name: "Remove administrator" }).click();
  await expect(page.getByText("This person is no longer an administrator.")).toBeVisible();
  await guest.getByRole("button", { name: "Remove administrator" }).click();
  await expect(heading(guest, "Page not found")).toBeVisible();
  await guest.context().close();
});

test("after ten minutes inviting and removing need a sign-in, and no input is lost", async ({ page }) => {
  await database().run("update session set authenticated_at = now() - interval '11 minutes'");
  await make(page).click();
  await expect(page.getByRole("alert", { name: "No invitation was created" })).toContainText("Sign in again");
  await expect(page.getByLabel("Invitation link")).toHaveCount(0);
  await page.goto(page.url());
  await page.getByRole("link", { name: "Sign in again" }).click();
  await continueAsAdministrator(page);
  await expect(heading(page, "Administrators")).toBeVisible();
  await make(page).click();
  await expect(page.getByLabel("Invitation link")).toBeVisible();
});

test("the last administrator can’t close their account, and reads what to do @core", async ({ page, browser }) => {
  await page.goto(`${product().url}/me/close`);
  await expect(page.getByRole("heading", { name: "You are the last administrator" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Close account" })).toHaveCount(0);
  await expectNoViolations(page);
  // The form from before the other administrator left.
  const answer = await page.request.post(`${product().url}/me/close/decision`, {
    form: { sure: "close" },
    headers: { origin: product().url },
    maxRedirects: 0,
  });
  expect(answer.headers()["location"]).toBe(`${product().url}/me/close`);
  await page.getByRole("link", { name: "Invite an administrator" }).click();
  const guest = await newPage(browser);
  await takeUp(guest, await invite(page));
  await fillInSomebody(guest, somebody());
  await agreeAndEnter(guest);
  await guest.context().close();
  await page.goto(`${product().url}/me/close`);
  await expect(page.getByRole("heading", { name: "You are the last administrator" })).toHaveCount(0);
});
