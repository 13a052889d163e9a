import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, boxes } from "../consent.ts";
import { asAdministrator, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const save = (page: Page) => page.getByRole("button", { name: "Save" });
const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const noAccount = "You can’t create an account with this sign-in";

async function toProvisioning(page: Page): Promise<void> {
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Demo University" }).click();
  await page.getByRole("link", { name: "JIT provisioning", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Conditions for an account" })).toBeVisible();
}

/** Resets the page to its first state, changes it, and saves. */
async function set(page: Page, change: (page: Page) => Promise<void>): Promise<void> {
  await toProvisioning(page);
  const revision = Number(await page.locator("input[name=base]").inputValue());
  await page.getByLabel("Ask for consent, and create an account").check();
  await page.getByLabel("All live purposes").check();
  await page.getByLabel("The email address is verified").uncheck();
  await page.getByLabel("Email domains").fill("");
  await page.getByLabel("Claim", { exact: true }).first().fill("");
  await page.getByLabel("Allowed values").first().fill("");
  await page.getByLabel("The provider wins").check();
  await change(page);
  await save(page).click();
  await expect(page.locator("input[name=base]")).toHaveValue(String(revision + 1));
}

/** A new person signs in, in a separate browser. */
async function arrive(browser: Browser, person: MadeUpPerson): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  const visitor = await (await browser.newContext({ javaScriptEnabled })).newPage();
  await signInAsSomebody(visitor, product(), person);
  return visitor;
}

async function expectOut(browser: Browser, person: MadeUpPerson, title: string): Promise<void> {
  const before = await database().dump();
  const visitor = await arrive(browser, person);
  await expect(heading(visitor, title)).toBeVisible();
  await expectNoViolations(visitor);
  const cookies = (await visitor.context().cookies()).map(({ name }) => name);
  expect(cookies.filter((name) => /-(pending|session)/.test(name))).toEqual([]);
  expect(await database().dump()).toBe(before);
  await visitor.close();
}

async function expectAsked(browser: Browser, person: MadeUpPerson): Promise<void> {
  const visitor = await arrive(browser, person);
  await expect(accept(visitor)).toBeVisible();
  await visitor.close();
}

test.beforeEach(({ page }) => asAdministrator(page, product()));

test("off: new people are refused, and people with an account can sign in @phone", async ({ page, browser }) => {
  await set(page, async () => {});
  const known = somebody();
  const visitor = await arrive(browser, known);
  await agreeToAll(visitor);
  await visitor.close();
  await set(page, async () => page.getByLabel("Off: only people").check());
  await expectNoViolations(page);
  await expectOut(browser, somebody(), "No account for you here");
  const back = await arrive(browser, known);
  await expect(back).toHaveURL(/\/me/);
  await back.close();
});

test("a verified email address is required before anything is asked", async ({ page, browser }) => {
  await set(page, async () => page.getByLabel("The email address is verified").check());
  await expectOut(browser, somebody({ claims: { email_verified: null } }), "Verify your email address first");
  await expectOut(browser, somebody({ claims: { email_verified: false } }), "Verify your email address first");
  await expectAsked(browser, somebody({ claims: { email_verified: true } }));
});

test("an email domain is required, and a similar one is refused @phone", async ({ page, browser }) => {
  await set(page, async () => page.getByLabel("Email domains").fill("@Contoso.example\ndemo-university.example"));
  await expect(page.getByLabel("Email domains")).toHaveValue("contoso.example\ndemo-university.example");
  await expectOut(browser, somebody({ email: "a@evilcontoso.example" }), noAccount);
  await expectOut(browser, somebody({ email: "a@sub.contoso.example" }), noAccount);
  await expectAsked(browser, somebody({ email: "a@CONTOSO.example" }));
});

test("a claim must have one of the values, or an entry of a list; a second condition applies too", async ({
  page,
  browser,
}) => {
  await set(page, async () => {
    await page.getByLabel("Claim", { exact: true }).fill("org.groups");
    await page.getByLabel("Allowed values").fill("staff\nteachers");
    await page.getByRole("button", { name: "Another condition" }).click();
    await page.getByLabel("Claim", { exact: true }).nth(1).fill("active");
    await page.getByLabel("Allowed values").nth(1).fill("true");
  });
  await expectNoViolations(page);
  await expectOut(browser, somebody({ claims: { org: { groups: ["students"] }, active: true } }), noAccount);
  await expectOut(browser, somebody({ claims: { org: { groups: ["staff"] } } }), noAccount);
  await expectAsked(browser, somebody({ claims: { org: { groups: ["students", "teachers"] }, active: true } }));
  expect(rowsOf(await database().dump(), "account_condition")).toHaveLength(2);
  await set(page, async () => {
    await page.getByLabel("Claim", { exact: true }).nth(1).fill("");
    await page.getByLabel("Allowed values").nth(1).fill("");
  });
  expect(rowsOf(await database().dump(), "account_condition")).toEqual([]);
});

test("conditions do not apply to people with an account", async ({ page, browser }) => {
  await set(page, async () => {});
  const known = somebody();
  const visitor = await arrive(browser, known);
  await agreeToAll(visitor);
  await visitor.close();
  await set(page, async () => page.getByLabel("Email domains").fill("elsewhere.example"));
  const back = await arrive(browser, known);
  await expect(back).toHaveURL(/\/me/);
  await back.close();
});

test("conditions that change while a person decides are checked again", async ({ page, browser }) => {
  await set(page, async () => {});
  const person = somebody();
  const visitor = await arrive(browser, person);
  await boxes(visitor);
  await set(page, async () => page.getByLabel("Email domains").fill("elsewhere.example"));
  for (const box of await visitor.getByRole("checkbox").all()) await box.check();
  await accept(visitor).click();
  await expect(visitor).toHaveURL(/\/consent\/ended/);
  expect(await database().dump()).not.toContain(person.subject);
  await visitor.close();
});

test("only chosen purposes are asked", async ({ page, browser }) => {
  await set(page, async () => {
    await page.getByLabel("Only these:").first().check();
    await page.getByRole("checkbox", { name: "Account recovery" }).check();
  });
  const visitor = await arrive(browser, somebody());
  await expect(visitor.getByRole("group", { name: "Account recovery" })).toBeVisible();
  await expect(visitor.locator("fieldset")).toHaveCount(1);
  await visitor.close();
  // Other pages do not change the choice when they save.
  await page.getByRole("link", { name: "Connection", exact: true }).click();
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  expect(rowsOf(await database().dump(), "identity_provider_purpose")).toHaveLength(1);
});

test("problems are named, what was typed stays, and nothing is saved", async ({ page }) => {
  await set(page, async () => {});
  const before = await database().dump();
  await page.getByLabel("Only these:").first().check();
  for (const box of await page.getByRole("checkbox", { name: /recovery|greeting|invitations/i }).all())
    await box.uncheck();
  await page.getByLabel("Email domains").fill("contoso");
  await page.getByLabel("Claim", { exact: true }).first().fill("a..b");
  await save(page).click();
  const summary = page.getByRole("alert", { name: "Correct 4 things" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Choose at least one purpose");
  await expect(summary).toContainText("Enter “Email domains” one per line");
  await expect(summary).toContainText("write names with dots between them");
  await expect(summary).toContainText("Enter the values that the claim may have.");
  await expect(page.getByLabel("Email domains")).toHaveValue("contoso");
  await expectNoViolations(page);
  expect(await database().dump()).toBe(before);
});

test("two administrators change it at once: the second one sees both, and no input is lost", async ({ page }) => {
  await set(page, async () => {});
  const other = await page.context().newPage();
  await set(other, async () => other.getByLabel("Email domains").fill("first.example"));
  await page.getByLabel("First sign-in only").check();
  await save(page).click();
  const notice = page.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(notice).toContainText("first.example");
  await expect(page.getByLabel("First sign-in only")).toBeChecked();
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await other.close();
});
