import { type Browser, expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { asMultipart, cookieHeader, decisionBody, decisionPath, multipart } from "../decision-form.ts";
import { asAdministrator, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { rawRequest } from "../raw-request.ts";
import { changedRows, rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Accounts without asking: people are told before anything is stored, only that is stored, and
// nothing of it is called consent. In order, because everyone gets the same notice.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const notice = (page: Page) => heading(page, /will store about you$/);
const goOn = (page: Page) => page.getByRole("button", { name: "Continue", exact: true });
const cancel = (page: Page) => page.getByRole("button", { name: "Cancel", exact: true });
const save = (page: Page) => page.getByRole("button", { name: "Save" });
const reason = "Your contract of employment says that you have an account.";

/** The administrator changes what happens at a first sign-in, in a separate browser. */
async function administer(browser: Browser, change: (page: Page) => Promise<void>): Promise<void> {
  const page = await fresh(browser);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Demo University" }).click();
  await page.getByRole("link", { name: "JIT provisioning", exact: true }).click();
  // The connection page has a field with the name of this page.
  await expect(page.getByRole("heading", { name: "Conditions for an account" })).toBeVisible();
  await change(page);
  await save(page).click();
  await expect(page.getByText("“Demo University” is saved.")).toBeVisible();
  await page.context().close();
}

async function fresh(browser: Browser, locale = "en-GB"): Promise<Page> {
  const javaScriptEnabled = test.info().project.use.javaScriptEnabled ?? true;
  return (await browser.newContext({ javaScriptEnabled, locale })).newPage();
}

async function arrive(browser: Browser, person: MadeUpPerson, locale?: string): Promise<Page> {
  const page = await fresh(browser, locale);
  await signInAsSomebody(page, product(), person);
  return page;
}

/** A person who was told, and is signed out again. */
async function told(browser: Browser): Promise<MadeUpPerson> {
  const person = somebody();
  const page = await arrive(browser, person);
  await goOn(page).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
  await page.context().close();
  return person;
}

test("an administrator writes a notice, and missing parts are named @phone @core", async ({ browser }) => {
  await administer(browser, async (page) => {
    await page.getByLabel("Without asking").check();
    const before = await database().dump();
    await save(page).click();
    const summary = page.getByRole("alert", { name: "Correct 4 things" });
    for (const missing of [
      "Write what the account is for.",
      "Choose the legal basis.",
      "Write the legal basis in words.",
      "Choose which attributes are kept, or that none are.",
    ]) {
      await expect(summary).toContainText(missing);
    }
    expect(await database().dump()).toBe(before);
    await expectNoViolations(page);
    await page.getByLabel("What the account is for").fill("Account at work");
    await page.getByLabel("Legal basis", { exact: true }).selectOption("Contract (b)");
    await page.getByLabel("Legal basis in words").fill(reason);
    await page.getByLabel("Days kept").fill("0");
    await page.getByLabel("Only these attributes:").first().check();
    await page.getByRole("checkbox", { name: "Birth date" }).check();
    await expect(page.getByText("Sensitive: be sure that the legal basis").filter({ visible: true })).toHaveCount(1);
    await page.getByRole("checkbox", { name: "Birth date" }).uncheck();
    await save(page).click();
    await expect(page.getByRole("alert", { name: /2 things/ })).toContainText("Tick at least one attribute");
    await expect(page.getByLabel("Legal basis in words")).toHaveValue(reason);
    await page.getByLabel("Days kept").fill("");
    await page.getByRole("checkbox", { name: "Email address", exact: true }).check();
    await page.getByRole("checkbox", { name: "Name", exact: true }).check();
  });
  const page = await fresh(browser);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/audit`);
  const entry = page.getByRole("row").filter({ hasText: "Legal basis in words" }).first();
  await expect(entry).toContainText(reason);
  await expect(entry).toContainText("ask for consent → without asking");
  await page.context().close();
});

test("the test sign-in shows the notice, and the use of an attribute links to it", async ({ browser }) => {
  const page = await fresh(browser);
  await asAdministrator(page, product());
  await page.goto(`${product().url}/admin/attributes/name`);
  await page.getByRole("link", { name: "Account at work" }).click();
  await expect(page.getByLabel("What the account is for")).toHaveValue("Account at work");
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await page.getByRole("link", { name: "Test sign-in", exact: true }).click();
  await page.getByRole("button", { name: "Continue as Alice Adams" }).click();
  const told = page.getByRole("region", { name: "What you would be told" });
  await expect(told.getByText("Legal basis: a contract with you")).toBeVisible();
  await expect(told.getByText("alice@demo-university.example")).toBeVisible();
  await expect(told.getByRole("checkbox")).toHaveCount(0);
  await expectNoViolations(page);
  await page.context().close();
});

test("a person who cancels leaves nothing behind, and is not counted @phone", async ({ browser }) => {
  const before = await database().dump();
  const person = somebody();
  const page = await arrive(browser, person);
  await expect(notice(page)).toBeVisible();
  await expect(page.getByText("Legal basis: a contract with you")).toBeVisible();
  for (const shown of [reason, person.email ?? "", "Kept until you close your account."]) {
    await expect(page.getByText(shown)).toBeVisible();
  }
  await expect(page.getByText(person.phone ?? "")).toHaveCount(0);
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expectNoViolations(page);
  expect(await database().dump()).toBe(before);
  const [yes, no] = [await goOn(page).boundingBox(), await cancel(page).boundingBox()];
  expect([yes?.height, yes?.width]).toEqual([no?.height, no?.width]);
  await cancel(page).click();
  await expect(heading(page, /You don’t have/)).toBeVisible();
  await expect(page.getByText("declined")).toHaveCount(0);
  expect(changedRows(before, await database().dump())).toEqual({ one_use_key: 1 });
  await page.context().close();
});

test("a person who continues has one account with exactly what is listed, and a receipt that does not mention consent @phone @core", async ({
  browser,
}) => {
  const person = somebody();
  const page = await arrive(browser, person);
  await expect(notice(page)).toBeVisible();
  const before = await database().dump();
  const body = await decisionBody(page, "accept");
  const headers = { ...multipart, origin: product().url, cookie: await cookieHeader(page, product().url) };
  const post = (sent: string) =>
    rawRequest(product().url + decisionPath, { method: "POST", headers, body: asMultipart(sent) });
  // This page never has a box.
  expect((await post(`${body}&grant=forged`)).location).toMatch(/\/refused$/);
  expect(await database().dump()).toBe(before);
  const answers = await Promise.all(Array.from({ length: 10 }, () => post(body)));
  expect(answers.filter(({ location }) => location === "/me?welcome=1")).toHaveLength(10);
  const after = await database().dump();
  const one = { users: 1, federated_identity: 1, receipt: 1, receipt_item: 2, consent_grant: 2, attribute_value: 2 };
  expect(changedRows(before, after)).toMatchObject(one);
  expect(after).not.toContain(person.phone);
  await page.context().close();

  const back = await arrive(browser, { ...person, email: `later-${person.email}` });
  await expect(heading(back, "My data and consents")).toBeVisible();
  const held = back.getByRole("region", { name: "Account at work" });
  await expect(held).toContainText("Legal basis: a contract with you");
  await expect(held).toContainText(`later-${person.email}`);
  await expect(held).toContainText("not because you agreed");
  await expect(held.getByRole("link", { name: "close your account" })).toBeVisible();
  await expect(back.getByRole("button", { name: /Withdraw/ })).toHaveCount(0);
  await expectNoViolations(back);
  const data = await back.request.get(`${product().url}/me/download`);
  expect(data.ok()).toBe(true);
  await back.getByRole("link", { name: /^Receipt/ }).click();
  await expect(heading(back, "Receipt of a notice")).toBeVisible();
  await expect(back.getByText("were to be stored, without asking for consent.")).toBeVisible();
  // For each detail at the beginning, and beside the words that were shown.
  await expect(back.getByText("Informed, stored")).toHaveCount(4);
  await expectNoViolations(back);
  const receipt = new URL(back.url()).pathname;
  const file = async (name: string) => (await back.request.get(`${product().url}${receipt}/${name}`)).text();
  expect(await file("kantara.json")).toContain("No consent was asked for. Legal basis: contract, GDPR Article 6(1)(b)");
  const jsonLd = await file("iso27560.json");
  expect(jsonLd).toContain("dpv:Contract");
  expect(jsonLd).not.toMatch(/dpv:[A-Za-z]*Consent/);
  for (const name of ["kantara.json", "iso27560.json"]) expect(await file(name)).not.toContain(person.email);
  await back.goto(`${product().url}/verify`);
  const jws = await back.request.get(`${product().url}${receipt}/receipt.jws`);
  await back.getByLabel("Signed receipt").fill(await jws.text());
  await back.getByRole("button", { name: "Verify" }).click();
  await expect(back.getByText("The signature is valid")).toBeVisible();
  await expect(back.getByText("Still kept, without consent")).toHaveCount(2);
  await back.context().close();
});

test("in German and Arabic the notice is in that language, and the reason as it was written", async ({ browser }) => {
  for (const [locale, title, basis] of [
    ["de-DE", /über Sie speichern wird$/, "Rechtsgrundlage: ein Vertrag mit Ihnen"],
    ["ar", /^ما ستحفظه/, "الأساس القانوني: عقد معك"],
  ] as const) {
    const page = await arrive(browser, somebody(), locale);
    await expect(heading(page, title)).toBeVisible();
    await expect(page.getByText(basis)).toBeVisible();
    await expect(page.getByText(reason)).toHaveAttribute("lang", "en");
    await expectNoViolations(page);
    await page.context().close();
  }
});

test("conditions still come first, and a list that changes while a person reads is shown again", async ({
  browser,
}) => {
  const known = await told(browser);
  const [reading, person] = [await fresh(browser), somebody()];
  await signInAsSomebody(reading, product(), person);
  await expect(notice(reading)).toBeVisible();
  await administer(browser, async (page) => page.getByRole("checkbox", { name: "Phone number", exact: true }).check());
  const before = await database().dump();
  await goOn(reading).click();
  await expect(reading.getByText("changed what it stores while you were reading")).toBeVisible();
  await expect(reading.getByText(person.phone ?? "")).toBeVisible();
  expect(await database().dump()).toBe(before);
  await goOn(reading).click();
  await expect(reading.getByText(person.phone ?? "")).toBeVisible();
  await expect(heading(reading, "My data and consents")).toBeVisible();
  await reading.context().close();

  // People who were told before are told what is new, before a session begins, and can leave.
  const again = await arrive(browser, known);
  await expect(heading(again, /changed what it stores about you$/)).toBeVisible();
  await expect(again.getByText(known.phone ?? "")).toBeVisible();
  await expect(again.getByText(known.email ?? "")).toHaveCount(0);
  await expectNoViolations(again);
  await cancel(again).click();
  await expect(heading(again, "Nothing was changed")).toBeVisible();
  expect(await database().dump()).not.toContain(known.phone);
  await signInAsSomebody(again, product(), known);
  await goOn(again).click();
  await expect(heading(again, "My data and consents")).toBeVisible();
  await expect(again.getByText(known.phone ?? "")).toBeVisible();
  await again.context().close();

  // Removed from the list: the value is erased at the next sign-in, without a notice.
  await administer(browser, async (page) =>
    page.getByRole("checkbox", { name: "Phone number", exact: true }).uncheck(),
  );
  const shorter = await arrive(browser, known);
  await expect(heading(shorter, "My data and consents")).toBeVisible();
  await expect(shorter.getByText(known.phone ?? "")).toHaveCount(0);
  expect(await database().dump()).not.toContain(known.phone);
  await shorter.context().close();

  await administer(browser, async (page) => page.getByLabel("Email domains").fill("elsewhere.example"));
  const refused = somebody();
  const out = await arrive(browser, refused);
  await expect(heading(out, "You can’t create an account with this sign-in")).toBeVisible();
  expect(await database().dump()).not.toContain(refused.subject);
  await out.context().close();
  await administer(browser, async (page) => page.getByLabel("Email domains").fill(""));
});

test("asking instead of telling: people are asked as about anything new, and refused values are erased", async ({
  browser,
}) => {
  const known = await told(browser);
  await administer(browser, async (page) => page.getByLabel("Off: only people").check());
  const off = await arrive(browser, known);
  await expect(heading(off, "My data and consents")).toBeVisible();
  await expect(off.getByText(known.name ?? "").first()).toBeVisible();
  await off.context().close();

  await administer(browser, async (page) => page.getByLabel("Ask for consent, and create an account").check());
  const asked = await arrive(browser, known);
  await expect(heading(asked, /changed what it asks for/)).toBeVisible();
  await expect(asked.getByText("If you don’t agree, we delete it.").first()).toBeVisible();
  await asked
    .getByRole("checkbox", { name: /^Email address/ })
    .first()
    .check();
  await asked.getByRole("button", { name: "Save my choices" }).click();
  await expect(heading(asked, "My data and consents")).toBeVisible();
  const after = await database().dump();
  expect(rowsOf(after, "attribute_value").filter((row) => row.includes(known.name ?? "")).length).toBe(0);
  expect(rowsOf(after, "attribute_value").filter((row) => row.includes(known.email ?? "")).length).toBe(1);
  await expect(asked.getByRole("region", { name: "Account at work" })).toContainText("It is no longer kept.");
  await asked.context().close();
});
