import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll, decline } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// What people may demand about their data: it is on the screen before they decide, on the receipt, and in My data each
// has its way. In order, because the provider asks first, and tells later.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const always = ["Access", "Correction", "Deletion", "Data portability", "Restriction"];

/** The names of the rights in this part of a page. */
const namesIn = (part: ReturnType<Page["locator"]>) => part.locator("dt").allInnerTexts();
const fold = (page: Page) => page.locator("details", { hasText: "Your rights" });

test("the consent screen has each right in one folded line, below the boxes, and the receipt keeps them @phone @core", async ({
  page,
}) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await signInAsSomebody(page, product(), somebody());
  await expect(decline(page)).toBeVisible();
  const first = await page.getByRole("checkbox").first().boundingBox();
  expect((first?.y ?? Infinity) + (first?.height ?? 0), "the first box is within the first screen").toBeLessThan(844);
  const rights = fold(page);
  await expect(rights.getByText("Access", { exact: true })).toBeHidden();
  expect((await rights.boundingBox())?.height, "folded, they take one line").toBeLessThan(60);
  await rights.locator("summary").click();
  expect(await namesIn(rights)).toEqual([...always, "Withdrawal", "Complaint"]);
  await expect(rights.getByText("You can withdraw each choice in My data.")).toBeVisible();
  await expectNoViolations(page);
  await agreeToAll(page);
  await page.getByRole("link", { name: /^Receipt/ }).click();
  const kept = page.locator("section[aria-labelledby=shown-title]");
  await expect(kept.getByRole("heading", { name: "Your rights" })).toBeVisible();
  await expect(kept.getByText("You can withdraw each choice in My data.")).toBeVisible();
});

test("My data has each right as an action, and says where a provider’s detail is corrected @core", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  const rights = page.getByRole("region", { name: "Your rights" });
  expect(await namesIn(rights)).toEqual([...always, "Withdrawal", "Complaint"]);
  await expect(rights.getByRole("link", { name: "close your account" })).toHaveAttribute("href", "/me/close");
  await expect(rights.getByRole("link", { name: "Download a file" })).toHaveAttribute("href", "/me/download");
  await expect(rights.getByRole("link", { name: "Restrict the use of your data" })).toHaveAttribute(
    "href",
    "#restriction",
  );
  await expectNoViolations(page);
  const there = page.getByRole("link", { name: "Correct it at Demo University." }).first();
  await expect(there).toHaveAttribute("href", product().providerUrl);
  // Without such a page of the provider, the organisation corrects it.
  await database().run("update identity_provider set account_url = null");
  await page.reload();
  await expect(page.getByRole("link", { name: /^To correct it, write to / }).first()).toHaveAttribute(
    "href",
    /^mailto:/,
  );
});

test("a contract can be neither objected to nor withdrawn, and nothing can be forged @core", async ({ browser }) => {
  await tell(browser, "Contract (b)");
  const page = await arrive(browser);
  await fold(page).locator("summary").click();
  expect(await namesIn(fold(page))).toEqual([...always, "Complaint"]);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
  expect(await namesIn(page.getByRole("region", { name: "Your rights" }))).toEqual([...always, "Complaint"]);
  await expect(page.getByRole("link", { name: /^Object/ })).toHaveCount(0);
  const held = await page.getByRole("region", { name: "Account at work" }).getAttribute("aria-labelledby");
  const purpose = held?.slice("held-".length) ?? "";
  expect((await page.goto(`${product().url}/me/object/${purpose}`))?.status()).toBe(404);
  const before = await database().dump();
  for (const origin of [product().url, "https://evil.example"]) {
    const form = { purpose };
    await page.request.post(`${product().url}/me/object/decision`, { form, headers: { origin }, maxRedirects: 0 });
  }
  expect(await database().dump()).toBe(before);
  await page.context().close();
});

test("legitimate interests can be objected to, once, with a confirmation that an administrator sees @phone @core", async ({
  browser,
}) => {
  await tell(browser, "Legitimate interests (f)");
  const person = somebody();
  const page = await arrive(browser, person);
  await fold(page).locator("summary").click();
  expect(await namesIn(fold(page))).toEqual([...always, "Objection", "Complaint"]);
  await page.getByRole("button", { name: "Continue", exact: true }).click();
  await page.getByRole("link", { name: "Object to Account at work" }).first().click();
  await expect(heading(page, "Object to Account at work")).toBeVisible();
  await expect(page.getByText("Legal basis: legitimate interests")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Object", exact: true }).click();
  await expect(page.getByText("You objected to Account at work.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Account at work" })).toContainText(/You objected on \d/);
  await expect(page.getByRole("link", { name: /^Object/ })).toHaveCount(0);
  await expect(page.getByText(person.email ?? "").first(), "nothing is deleted by it").toBeVisible();
  await expectNoViolations(page);
  await page.context().close();

  const admin = await fresh(browser);
  await asAdministrator(admin, product());
  await admin.goto(`${product().url}/admin/users`);
  await admin
    .getByRole("row", { name: new RegExp(person.email ?? "") })
    .getByRole("link")
    .first()
    .click();
  await expect(admin.getByRole("region", { name: "Activity" })).toContainText("Objected to what is kept for a purpose");
  await admin.context().close();
});

async function fresh(browser: Browser): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  return (await browser.newContext({ javaScriptEnabled })).newPage();
}

async function arrive(browser: Browser, person = somebody()): Promise<Page> {
  const page = await fresh(browser);
  await signInAsSomebody(page, product(), person);
  await expect(page.getByRole("button", { name: "Continue", exact: true })).toBeVisible();
  return page;
}

/** From now on the provider makes accounts without asking, on this legal basis. */
async function tell(browser: Browser, basis: string): Promise<void> {
  const page = await fresh(browser);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Demo University" }).click();
  await page.getByRole("link", { name: "JIT provisioning", exact: true }).click();
  await page.getByLabel("Without asking").check();
  await page.getByLabel("What the account is for").fill("Account at work");
  await page.getByLabel("Legal basis", { exact: true }).selectOption(basis);
  await page.getByLabel("Legal basis in words").fill(`So that you have an account: ${basis}.`);
  await page.getByLabel("Only these attributes:").first().check();
  await page.getByRole("checkbox", { name: "Email address", exact: true }).check();
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await page.context().close();
}
