import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProduct } from "../with-product.ts";

const product = withProduct();

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const own = (browser: Browser) =>
  browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
const save = (page: Page) => page.getByRole("button", { name: "Save" });

/** Each language of the screens has one; only the English one is required. */
const labelField = (page: Page) =>
  page.getByRole("region", { name: "What people read in English" }).getByLabel("Label");

let count = 0;
/** Another key in each test and in each project. */
const newKey = () => `badge_${Date.now().toString(36)}_${(count += 1)}`;

async function toNew(page: Page): Promise<void> {
  await page.getByRole("link", { name: "Attributes" }).click();
  await page.getByRole("link", { name: "Add attribute" }).click();
  await expect(heading(page, "Add attribute")).toBeVisible();
}

async function add(page: Page, key: string, label: string): Promise<void> {
  await toNew(page);
  await labelField(page).fill(label);
  await page.getByLabel("Key").fill(key);
  await page.getByLabel("Type").selectOption({ label: "Text" });
  await save(page).click();
  await expect(page.getByText("The attribute is added.")).toBeVisible();
}

test.beforeEach(async ({ page }) => {
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin`);
});

test("the catalogue shows for each attribute its type, the providers that send it and the purposes that ask for it @phone", async ({
  page,
}) => {
  await page.getByRole("link", { name: "Attributes" }).click();
  await expect(heading(page, "Attributes")).toBeVisible();
  const email = page.getByRole("row").filter({ has: page.getByRole("link", { name: "Email address", exact: true }) });
  await expect(email).toContainText("Demo University");
  await expect(email).toContainText("Account recovery");
  await expectNoViolations(page);
  await email.getByRole("link", { name: "Email address", exact: true }).click();
  await expect(heading(page, "Email address")).toBeVisible();
  await expect(page.getByText("Built-in attributes can’t be deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Delete attribute" })).toHaveCount(0);
  await expectNoViolations(page);
});

test("a new attribute is offered to purposes, is shown to people, and can then no longer be deleted @phone", async ({
  page,
  browser,
}) => {
  const [key, label] = [newKey(), `Badge ${count} ${test.info().project.name}`];
  await add(page, key, label);
  await addPurpose(page, { name: `Doors ${key}`, description: "So that doors open for you.", attributes: [{ label }] });
  const person = await own(browser);
  await signInAsSomebody(person, product(), somebody());
  await expect(person.getByRole("heading", { name: `Doors ${key}` })).toBeVisible();
  await expect(person.getByText(label).first()).toBeVisible();
  await page.goto(`${product().url}/admin/attributes/${key}`);
  await expect(page.getByRole("region", { name: "Where it is used" })).toContainText(`Doors ${key}`);
  await expect(page.getByText("You can’t delete it while it is in use.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Delete attribute" })).toHaveCount(0);
  // The question still has its address, and the deletion is refused.
  await page.goto(`${product().url}/admin/attributes/${key}/remove`);
  await page.getByRole("button", { name: "Delete attribute" }).click();
  await expect(page.getByText("This attribute is now in use")).toBeVisible();
  await expect(page.getByRole("region", { name: "Where it is used" })).toContainText(`Doors ${key}`);
});

test("an attribute that nothing refers to is deleted, after a question", async ({ page }) => {
  const key = newKey();
  await add(page, key, `Unused ${key}`);
  await page.getByRole("link", { name: `Unused ${key}` }).click();
  await page.getByRole("link", { name: "Delete attribute" }).click();
  await expect(heading(page, `Delete “Unused ${key}”?`)).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Keep attribute" }).click();
  await page.getByRole("link", { name: "Delete attribute" }).click();
  await page.getByRole("button", { name: "Delete attribute" }).click();
  await expect(page.getByText("The attribute is deleted.")).toBeVisible();
  expect((await page.goto(`${product().url}/admin/attributes/${key}`))?.status()).toBe(404);
  await page.goto(`${product().url}/admin/audit?type=attribute-deleted`);
  await expect(page.getByText(`Key: ${key}`).first()).toBeVisible();
});

for (const [key, says] of [
  ["", "Enter a key."],
  ["a.b", "A key begins with a letter"],
  ["1st", "A key begins with a letter"],
  ["role", "That key says what a person may do"],
  ["is_admin", "That key says what a person may do"],
  ["email", "Another attribute has this key."],
] as const) {
  test(`the key “${key}” is refused beside its field, and what was typed stays`, async ({ page }) => {
    await toNew(page);
    await labelField(page).fill("Badge number");
    await page.getByLabel("Key").fill(key);
    await page.getByLabel("Sensitive").check();
    await save(page).click();
    const summary = page.getByRole("alert", { name: "Correct one thing" });
    await expect(summary).toBeFocused();
    await expect(summary).toContainText(says);
    await expect(labelField(page)).toHaveValue("Badge number");
    await expect(page.getByLabel("Key")).toHaveValue(key);
    await expect(page.getByLabel("Sensitive")).toBeChecked();
    await expectNoViolations(page);
  });
}

test("two administrators who change the same attribute: the second one sees it, and no input is lost", async ({
  page,
  browser,
}) => {
  const key = newKey();
  await add(page, key, `Shared ${key}`);
  const other = await own(browser);
  await asAdministrator(other, product());
  for (const tab of [page, other]) await tab.goto(`${product().url}/admin/attributes/${key}`);
  await labelField(other).fill(`Theirs ${key}`);
  await save(other).click();
  await expect(other.getByText("The attribute is saved.")).toBeVisible();
  await labelField(page).fill(`Mine ${key}`);
  await save(page).click();
  await expect(page.getByText("Another administrator changed this attribute while you were editing.")).toBeVisible();
  await expect(labelField(page)).toHaveValue(`Mine ${key}`);
  const told = page.getByRole("alert", {
    name: "Another administrator changed this attribute while you were editing.",
  });
  await expect(told).toBeFocused();
  await expect(told).toContainText(`Stored nowTheirs ${key}`);
  await expect(told).toContainText(`What you typedMine ${key}`);
  await expectNoViolations(page);
  await page.getByLabel("Sensitive").check();
  await save(page).click();
  await expect(page.getByText("The attribute is saved.")).toBeVisible();
  await page.goto(`${product().url}/admin/audit?type=attribute-changed`);
  for (const [before, after] of [
    ["Shared", "Theirs"],
    ["Theirs", "Mine"],
  ])
    await expect(page.getByText(`Label: ${before} ${key} → ${after} ${key}`)).toBeVisible();
});

test("new words for an attribute that people have read are reviewed first; receipts keep the shown ones", async ({
  page,
  browser,
}) => {
  const person = await own(browser);
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  const email = `${product().url}/admin/attributes/email`;
  await page.goto(email);
  await labelField(page).fill("Mail address");
  await save(page).click();
  const look = page.getByRole("alert", { name: /Check the new words of “Email address”/ });
  await expect(look).toContainText("Asked for by Account recovery");
  await expect(look).toContainText("Until nowEmail address");
  await expect(look).toContainText("From now onMail address");
  await expectNoViolations(page);
  // Only the reviewed words are saved; other words are reviewed again.
  await labelField(page).fill("Address for mail");
  await save(page).click();
  await expect(look).toContainText("From now onAddress for mail");
  await page.goto(email);
  await expect(labelField(page), "nothing was saved so far").toHaveValue("Email address");
  await labelField(page).fill("Mail address");
  await save(page).click();
  await expect(look).toBeVisible();
  await save(page).click();
  await expect(page.getByText("The attribute is saved.")).toBeVisible();
  await person.goto(`${product().url}/me`);
  await expect(person.getByText("Mail address").first()).toBeVisible();
  await person
    .getByRole("link", { name: /^Receipt / })
    .first()
    .click();
  await expect(person.getByText("Email address").first()).toBeVisible();
  await person.close();
  await page.goto(email);
  await labelField(page).fill("Email address");
  await save(page).click();
  await save(page).click();
  await expect(page.getByText("The attribute is saved.")).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test(`masked values are hidden from administrators, and each time one is shown is on the audit log, with script: ${javaScriptEnabled}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({ javaScriptEnabled, locale: "en-GB" });
    const page = await context.newPage();
    await asAdministrator(page, product());
    const mask = async (on: boolean) => {
      await page.goto(`${product().url}/admin/attributes/phone_number`);
      await page.getByLabel("Masked on screens").setChecked(on);
      await save(page).click();
      await expect(page.getByText("The attribute is saved.")).toBeVisible();
    };
    await mask(true);
    const made = somebody();
    const person = await own(browser);
    await signInAsSomebody(person, product(), made);
    await agreeToAll(person);
    await expect(person.getByText(made.phone ?? "").first(), "the person sees their own").toBeVisible();
    await person.close();

    await page.goto(`${product().url}/admin/users`);
    await page
      .getByRole("row")
      .filter({ hasText: made.email ?? "" })
      .getByRole("link")
      .click();
    const masked = `••••${(made.phone ?? "").slice(-4)}`;
    await expect(page.getByText(masked)).toBeVisible();
    expect(await page.content()).not.toContain(made.phone ?? "");
    if (javaScriptEnabled) await expectNoViolations(page);
    const looked = page.getByRole("region", { name: "Activity" }).getByText("Masked detail viewed");
    await expect(looked).toHaveCount(0);
    const here = page.url();
    await page.getByRole("button", { name: "Show Phone number" }).click();
    await expect(page.getByText(made.phone ?? "")).toBeVisible();
    expect(page.url()).toBe(here);
    await page.goto(here);
    await expect(page.getByText(masked), "once").toBeVisible();
    await expect(looked).toHaveCount(1);
    await page.goto(`${product().url}/admin/audit?type=value-shown`);
    await expect(page.getByText("Attribute: phone_number").first()).toBeVisible();
    expect(await page.content()).not.toContain(made.phone ?? "");
    await mask(false);
    await context.close();
  });
}

test("people and visitors do not see the catalogue, and an unknown attribute is not found", async ({
  page,
  browser,
}) => {
  const person = await own(browser);
  await signInAsSomebody(person, product(), somebody());
  await agreeToAll(person);
  const nobody = await browser.newContext();
  for (const path of ["/admin/attributes", "/admin/attributes/new", "/admin/attributes/email"]) {
    expect((await person.request.get(product().url + path)).status(), path).toBe(404);
    const response = await nobody.request.get(product().url + path, { maxRedirects: 0 });
    expect(response.headers()["location"], path).toMatch(/^\/sign-in\?to=/);
  }
  for (const path of ["nothing", "a%20b", "email/other"]) {
    expect((await page.goto(`${product().url}/admin/attributes/${path}`))?.status(), path).toBe(404);
  }
});
