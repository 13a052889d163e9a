import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, decline } from "../consent.ts";
import { asAdministratorOn, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// A minimum age: the provider's date of birth decides, and who has none there is asked.
const { product, database } = withProductAndDatabase();

test.beforeAll(({ browser }) => setAge(browser, "16", true));

async function setAge(browser: Browser, years: string, asks: boolean): Promise<void> {
  await asAdministratorOn(browser, product(), async (page) => {
    await page.goto(`${product().url}/admin/identity-providers`);
    await page.getByRole("link", { name: "Demo University" }).click();
    await page.getByRole("link", { name: "JIT provisioning", exact: true }).click();
    await page.getByLabel("Minimum age").fill(years);
    await page.getByLabel(/^Ask people whose date of birth/).setChecked(asks);
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByText("is saved.")).toBeVisible();
    await expect(page.getByLabel("Minimum age")).toHaveValue(years);
  });
}

const bornIn = (birthdate: string | null) => somebody({ claims: { birthdate } });
const question = (page: Page) => page.getByRole("heading", { level: 1, name: "How old are you?" });
const tooYoung = (page: Page) => page.getByRole("heading", { level: 1, name: "You are too young for an account here" });
const yes = (page: Page) => page.getByRole("button", { name: "I am 16 or older" });
const no = (page: Page) => page.getByRole("button", { name: "I am younger" });

async function arrive(page: Page, person: MadeUpPerson): Promise<void> {
  await page.context().clearCookies();
  await signInAsSomebody(page, product(), person);
}

async function expectNothingKept(page: Page, before: string): Promise<void> {
  const names = (await page.context().cookies()).map(({ name }) => name);
  expect(names.filter((name) => /-(pending|session)/.test(name))).toEqual([]);
  expect(await database().dump()).toBe(before);
}

test("who is too young by the provider's date of birth gets no account and is asked nothing", async ({ page }) => {
  const before = await database().dump();
  await arrive(page, bornIn(`${new Date().getUTCFullYear() - 10}-01-01`));
  await expect(tooYoung(page)).toBeVisible();
  await expect(page.getByText("Accounts here are for people who are 16 or older")).toBeVisible();
  await expectNoViolations(page);
  await expectNothingKept(page, before);
});

test("who is old enough by it is not asked", async ({ page }) => {
  await arrive(page, bornIn("1980-05-17"));
  await expect(accept(page)).toBeVisible();
  await expect(page.getByText("You said that you are 16")).toHaveCount(0);
});

test("without a date of birth the person is asked first; no ends the sign-in and keeps nothing @core", async ({
  page,
}) => {
  await arrive(page, bornIn(null));
  await expect(question(page)).toBeVisible();
  await expectNoViolations(page);
  // Neither the address of the screen nor a form that was made elsewhere leads past the question.
  await page.goto(`${product().url}/consent`);
  await expect(question(page)).toBeVisible();
  await no(page).click();
  await expect(tooYoung(page)).toBeVisible();
  await page.goto(`${product().url}/consent`);
  await expect(accept(page)).toHaveCount(0);
  const rows = await database().dump();
  expect(rows).not.toContain("You said that you are 16");
});

test("yes leads to the screen, and the receipt holds what the person said @core @phone", async ({ page }) => {
  await arrive(page, bornIn(null));
  await yes(page).click();
  await expect(page.getByText("You said that you are 16 or older.")).toBeVisible();
  await expectNoViolations(page);
  await agreeToAll(page);
  await page
    .getByRole("link", { name: /^Receipt / })
    .first()
    .click();
  await expect(page.getByText("You said that you are 16 or older.")).toBeVisible();
});

test("an answer to the question of another sign-in is not an answer to this one", async ({ page, context }) => {
  await arrive(page, bornIn(null));
  await expect(question(page)).toBeVisible();
  const other = await context.newPage();
  await signInAsSomebody(other, product(), bornIn(null));
  await expect(question(other)).toBeVisible();
  await yes(page).click();
  await expect(question(page)).toBeVisible();
  await yes(other).click();
  await expect(decline(other)).toBeVisible();
});

test("where people are not asked, no date of birth means no account", async ({ page, browser }) => {
  await setAge(browser, "16", false);
  await arrive(page, bornIn(null));
  await expect(tooYoung(page)).toBeVisible();
});

test("an age that is none is refused with a sentence, and nothing is lost", async ({ browser }) => {
  await asAdministratorOn(browser, product(), async (page) => {
    await page.goto(`${product().url}/admin/identity-providers`);
    await page.getByRole("link", { name: "Demo University" }).click();
    await page.getByRole("link", { name: "JIT provisioning", exact: true }).click();
    await page.getByLabel("Minimum age").fill("sixteen");
    await page.getByRole("button", { name: "Save" }).click();
    await expect(page.getByRole("alert").first()).toContainText("whole number from 1 to 120");
    await expect(page.getByLabel("Minimum age")).toHaveValue("sixteen");
    await expectNoViolations(page);
  });
});
