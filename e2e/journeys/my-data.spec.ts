import { randomBytes } from "node:crypto";
import { type APIRequestContext, expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { expectNoViolations } from "../accessibility.ts";
import { addPurpose } from "../administration.ts";
import { accept, agreeToAll } from "../consent.ts";
import {
  fillInSomebody,
  type MadeUpPerson,
  signInAsAdministrator,
  signInAsSomebody,
  somebody,
  somebodyWithout,
} from "../people.ts";
import { forgetInterruptedRetention } from "../shared-product.ts";
import { withProductAndDatabase } from "../with-product.ts";

// What people do with their own data, and no one else can.
const { product, database } = withProductAndDatabase();

test.beforeAll(async ({ browser }) => {
  const page = await (await browser.newContext()).newPage();
  await signInAsAdministrator(page, product());
  await addPurpose(page, {
    name: "Delivery",
    description: "So that parcels reach you.",
    attributes: [{ label: "Phone number" }],
  });
  await page.context().close();
});

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });

async function agreed(page: Page, person: MadeUpPerson = somebody()): Promise<MadeUpPerson> {
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  return person;
}

/** Posts a form of My data, and returns the address of the redirect. */
async function post(
  request: APIRequestContext,
  path: string,
  form: Record<string, string>,
  headers: Record<string, string> = { origin: product().url },
): Promise<string> {
  const response = await request.post(product().url + path, { form, headers, maxRedirects: 0 });
  expect(response.status()).toBe(303);
  return (response.headers()["location"] ?? "").replace(product().url, "");
}

/** The fields that the withdraw button of this detail sends. */
async function fieldsOf(page: Page, name: string): Promise<Record<string, string>> {
  const form = page.locator("form").filter({ has: button(page, name) });
  return {
    purpose: await form.locator("input[name=purpose]").inputValue(),
    attribute: await form.locator("input[name=attribute]").inputValue(),
  };
}

test("withdraws with one press, and says what it is kept for, then that it is deleted @phone @core", async ({
  page,
}) => {
  const person = await agreed(page);
  const before = await database().dump();
  expect(before).toContain(person.phone);
  await expectNoViolations(page);
  await button(page, "Withdraw phone number from Account recovery").click();
  await expect(page.getByRole("status")).toContainText("Kept for Delivery only.");
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
  await button(page, "Withdraw phone number from Delivery").click();
  await expect(page.getByRole("status")).toContainText("Phone number withdrawn and deleted.");
  await expectNoViolations(page);
  await expect(page.getByText(person.phone ?? "")).toHaveCount(0);
  expect(await database().dump()).not.toContain(person.phone);
  await expect(page.getByText("Withdrew phone number from Delivery")).toBeVisible();
  await page
    .getByRole("link", { name: /^Receipt/ })
    .first()
    .click();
  await expect(page.getByText("Consent was withdrawn on")).toBeVisible();
  await expect(page.getByText("Withdrawn", { exact: true }).first()).toBeVisible();
  expect(await page.content()).not.toContain(person.phone);
  // It stays withdrawn: a later sign-in does not restore it.
  await page.context().clearCookies();
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, "My data and consents")).toBeVisible();
  expect(await database().dump()).not.toContain(person.phone);
});

test("withdrawing twice, what is mandatory, and what was never asked, changes nothing more", async ({ page }) => {
  const person = await agreed(page);
  const phone = await fieldsOf(page, "Withdraw phone number from Delivery");
  expect(await post(page.request, "/me/withdraw", phone)).toMatch(/^\/me\?done=withdrawn/);
  expect(await post(page.request, "/me/withdraw", phone)).toBe("/me");
  const recovery = await fieldsOf(page, "Withdraw phone number from Account recovery");
  const mandatory = { purpose: recovery["purpose"] ?? "", attribute: "email" };
  expect(await post(page.request, "/me/withdraw", mandatory)).toMatch(/^\/me\/close\?of=/);
  for (const forged of [
    { ...recovery, attribute: "address" },
    { ...recovery, purpose: "00000000-0000-4000-8000-000000000000" },
    { ...recovery, purpose: "1 or 1=1" },
    {},
  ]) {
    expect(await post(page.request, "/me/withdraw", forged as Record<string, string>)).toBe("/refused");
  }
  await page.goto(`${product().url}/me`);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
});

test("visitors, other people and other sites cannot do any of it @core", async ({ page, browser }) => {
  const person = await agreed(page);
  const phone = await fieldsOf(page, "Withdraw phone number from Account recovery");
  const sessionOf = await page.locator("input[name=which]").count();
  expect(sessionOf).toBe(0);
  const handles = (await database().dump()).match(/session \(([0-9a-f]{64})/g)?.map((line) => line.slice(9, 25)) ?? [];
  const nobody = await browser.newContext();
  const other = await browser.newContext();
  await agreed(await other.newPage());
  const forms: [path: string, form: Record<string, string>][] = [
    ["/me/withdraw", phone],
    ["/me/agree/decision", { ...phone, shown: "0".repeat(64), language: "en", typed: "" }],
    ["/me/correct/decision", { attribute: "email", typed: "mallory@example.org" }],
    ["/me/close/decision", { sure: "close" }],
    ["/me/sessions", { which: "others" }],
    ...handles.map((which): [string, Record<string, string>] => ["/me/sessions", { which }]),
  ];
  for (const [path, form] of forms) {
    expect(await post(nobody.request, path, form), path).toBe("/refused");
    expect(await post(page.request, path, form, { origin: "https://evil.example" }), path).toBe("/refused");
    expect(await post(page.request, path, form, {}), path).toBe("/refused");
  }
  // In another person's session: it affects only their own data.
  for (const [path, form] of forms.filter(([to]) => to !== "/me/close/decision")) await post(other.request, path, form);
  expect((await nobody.request.get(`${product().url}/me/download`, { maxRedirects: 0 })).status()).toBe(307);
  await page.goto(`${product().url}/me`);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await expect(page.getByText(person.phone ?? "").first()).toBeVisible();
  await expect(button(page, "Withdraw phone number from Account recovery")).toBeVisible();
});

test("agrees later to the current text, and enters the value @phone @core", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await accept(page).click();
  await page.getByRole("link", { name: "Review and agree to phone number for Delivery" }).click();
  await expect(heading(page, "Agree to phone number for Delivery")).toBeVisible();
  await expect(page.getByText("So that parcels reach you.")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("textbox", { name: "Phone number" }).fill("not a phone");
  await button(page, "Agree").click();
  await expect(page).toHaveTitle(/^Error: /);
  await expectNoViolations(page);
  await page.getByRole("textbox", { name: "Phone number" }).fill("+44 7700 900777");
  await button(page, "Agree").click();
  await expect(page.getByRole("status")).toContainText("You agreed: Phone number for Delivery.");
  await expect(page.getByText("+44 7700 900777")).toBeVisible();
  await expect(page.getByText(/^Entered by you, since/)).toBeVisible();
  // The provider's value does not overwrite it.
  await page.context().clearCookies();
  await signInAsSomebody(page, product(), person);
  await expect(page.getByText("+44 7700 900777")).toBeVisible();
  await page.getByRole("link", { name: "Correct phone number" }).click();
  await expectNoViolations(page);
  await page.getByRole("textbox", { name: "Phone number" }).fill("");
  await button(page, "Save").click();
  await expect(page).toHaveTitle(/^Error: /);
  await page.getByRole("textbox", { name: "Phone number" }).fill("+44 7700 900778");
  await button(page, "Save").click();
  await expect(page.getByRole("status")).toContainText("Phone number corrected.");
  await expect(page.getByText("+44 7700 900778")).toBeVisible();
  expect(await database().dump()).not.toContain("+44 7700 900777");
});

test("agreeing to a text that was not shown stores nothing", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await page.getByRole("checkbox", { name: "Email address for Account recovery" }).check();
  await accept(page).click();
  const href = await page
    .getByRole("link", { name: "Review and agree to phone number for Delivery" })
    .getAttribute("href");
  const [purpose = "", attribute = ""] = (href ?? "").split("/").slice(-2);
  const form = { purpose, attribute, language: "en", typed: "+44 7700 900666", shown: "0".repeat(64) };
  expect(await post(page.request, "/me/agree/decision", form)).toMatch(/changed=1$/);
  expect(await post(page.request, "/me/agree/decision", { ...form, attribute: "address" })).toBe("/me");
  expect(await post(page.request, "/me/agree/decision", { ...form, language: "xx" })).toBe("/refused");
  expect(await database().dump()).not.toContain("+44 7700 900666");
  await page.goto(`${product().url}${href}?changed=1`);
  await expect(page.getByText(/changed the text/)).toBeVisible();
  await expectNoViolations(page);
  const gone = await page.goto(`${product().url}/me/agree/${purpose}/address`);
  expect(gone?.status()).toBe(404);
});

test("says only what is true, for any text in the address", async ({ page }) => {
  await agreed(page);
  const { purpose } = await fieldsOf(page, "Withdraw phone number from Delivery");
  for (const query of [
    `done=withdrawn&of=${purpose}.phone_number`,
    `done=agreed&of=${purpose}.email`,
    "done=corrected&of=.email",
  ]) {
    await page.goto(`${product().url}/me?${query}`);
    await expect(heading(page, "My data and consents")).toBeVisible();
    await expect(page.getByRole("status").filter({ hasText: /./ })).toHaveCount(0);
  }
});

test("what the provider sent cannot be corrected here", async ({ page }) => {
  await agreed(page);
  const gone = await page.goto(`${product().url}/me/correct/email`);
  expect(gone?.status()).toBe(404);
  const typed = `${randomBytes(4).toString("hex")}@example.org`;
  expect(await post(page.request, "/me/correct/decision", { attribute: "email", typed })).toBe("/me");
  expect(await database().dump()).not.toContain(typed);
});

test("sees where they are signed in, and ends one, then all others", async ({ page, browser }) => {
  const person = await agreed(page);
  const others = await Promise.all([1, 2].map(async () => (await browser.newContext()).newPage()));
  for (const other of others) await signInAsSomebody(other, product(), person);
  await page.goto(`${product().url}/me`);
  await expect(page.getByText("This browser.")).toHaveCount(1);
  await expectNoViolations(page);
  await page
    .getByRole("button", { name: /^Sign out there/ })
    .first()
    .click();
  await expect(page.getByRole("status")).toContainText("Signed out.");
  await expect(page.getByRole("button", { name: /^Sign out there/ })).toHaveCount(1);
  await button(page, "Sign out everywhere else").click();
  await expect(page.getByRole("button", { name: /^Sign out there/ })).toHaveCount(0);
  for (const other of others) {
    await other.goto(`${product().url}/me`);
    await expect(heading(other, /^Sign in/)).toBeVisible();
  }
  await page.reload();
  await expect(heading(page, "My data and consents")).toBeVisible();
});

test("downloads everything about them, and nothing about anyone else @core", async ({ page, browser }) => {
  const other = await agreed(await (await browser.newContext()).newPage());
  const person = await agreed(page);
  const response = await page.request.get(`${product().url}/me/download`);
  expect(response.headers()).toMatchObject({ "content-type": "application/zip", "cache-control": "no-store" });
  const files = unzipSync(new Uint8Array(await response.body()));
  const folder = (number = "") =>
    ["iso27560.json", "kantara.json", "ledger.tlog-proof", "receipt.jws"].map((file) => `receipts/${number}/${file}`);
  const text = (name: string) => Buffer.from(files[name] ?? []).toString();
  const data = JSON.parse(text("my-data.json")) as {
    values: { attribute: string; value: string }[];
    identities: { subject: string }[];
    receipts: { number: string; items: unknown[] }[];
    sessions: unknown[];
    events: { type: string }[];
  };
  const values = Object.fromEntries(data.values.map(({ attribute, value }) => [attribute, value]));
  expect(values).toMatchObject({ email: person.email, name: person.name, phone_number: person.phone });
  expect(data.identities).toMatchObject([{ subject: person.subject }]);
  expect(data.receipts).toHaveLength(1);
  const ofReceipt = folder(data.receipts[0]?.number);
  expect(Object.keys(files).sort()).toEqual(["my-data.html", "my-data.json", ...ofReceipt]);
  const verified = await page.request.post(`${product().url}/api/receipts/verify`, {
    data: { receipt: text(ofReceipt[3] ?? "") },
  });
  expect(await verified.json()).toMatchObject({ valid: true });
  expect(data.sessions).toHaveLength(1);
  expect(data.events.map(({ type }) => type)).toEqual(["provisioned"]);
  for (const value of [person.email, person.name, person.phone]) expect(text("my-data.html")).toContain(value);
  for (const file of Object.keys(files)) {
    for (const value of [other.email, other.subject]) expect(text(file)).not.toContain(value);
  }
  // The page must work from a disk years later, so it needs no other file.
  expect(text("my-data.html")).not.toMatch(/<script|<link|src=|url\(/);
});

test("closes the account on a page that explains the consequences, and nothing remains @phone @core", async ({
  page,
}) => {
  const canary = randomBytes(6).toString("hex");
  const person = await agreed(page, {
    subject: `canary-subject-${canary}`,
    name: `canary-name-${canary}`,
    email: `canary-${canary}@demo-university.example`,
    phone: "+44 7700 955501",
  });
  const pseudonym = /users \([^,]+,([0-9a-f-]{36}),person/;
  expect(await database().dump()).toMatch(pseudonym);
  await page.getByRole("link", { name: "Withdraw email address from Account recovery" }).click();
  await expect(heading(page, "Withdrawing your email address closes your account")).toBeVisible();
  await expect(page.getByRole("link", { name: "Download (ZIP)" })).toBeVisible();
  await expectNoViolations(page);
  const [close, keep] = [button(page, "Withdraw and close account"), page.getByRole("link", { name: "Keep account" })];
  const sizes = await Promise.all([close, keep].map((one) => one.boundingBox()));
  expect(sizes[0]?.height).toBe(sizes[1]?.height);
  expect(sizes[0]?.width).toBe(sizes[1]?.width);
  await keep.click();
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await page.getByRole("link", { name: "Close account" }).click();
  await expectNoViolations(page);
  await button(page, "Close account").click();
  await expect(heading(page, "Your account is closed")).toBeVisible();
  await expectNoViolations(page);
  const tables = await database().dump();
  for (const value of [canary, person.phone ?? ""]) expect(tables).not.toContain(value);
  await page.goto(`${product().url}/me`);
  await expect(heading(page, /^Sign in/)).toBeVisible();
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, "Your account was closed")).toBeVisible();
  const after = await database().dump();
  for (const value of [canary, person.phone ?? ""]) expect(after).not.toContain(value);
});

test("a session that is older than ten minutes must sign in again before it can close the account", async ({
  page,
}) => {
  const person = await agreed(page, somebodyWithout("phone"));
  await database().run("update session set authenticated_at = now() - interval '11 minutes'");
  await page.goto(`${product().url}/me/close`);
  await expect(page.getByRole("heading", { name: "Sign in again first" })).toBeVisible();
  await expect(button(page, "Close account")).toHaveCount(0);
  await expectNoViolations(page);
  expect(await post(page.request, "/me/close/decision", { sure: "close" })).toBe("/me/close");
  expect(await post(page.request, "/me/close/decision", { sure: "yes" })).toBe("/refused");
  await page.goto(`${product().url}/me`);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
  await page.goto(`${product().url}/me/close`);
  await page.getByRole("link", { name: "Sign in again" }).click();
  await fillInSomebody(page, person);
  await expect(page).toHaveURL(/\/me\/close$/);
  await button(page, "Close account").click();
  await expect(heading(page, "Your account is closed")).toBeVisible();
});

test("expired data is deleted at the next start, and the administration shows it @script", async ({ page }) => {
  const person = await agreed(page);
  await database().run(`
    update consent_grant g set granted_at = now() - interval '2 days', expires_at = now() + interval '2 seconds'
    from attribute_value v where v.user_id = g.user_id and v.attribute_key = g.attribute_key
      and g.attribute_key = 'phone_number' and v.value = '${person.phone}'`);
  await product().stopApp();
  await database().run(forgetInterruptedRetention);
  await new Promise((done) => setTimeout(done, 2500));
  await product().startApp();
  await expect.poll(() => database().dump()).not.toContain(person.phone);
  await page.goto(`${product().url}/me`);
  await expect(page.getByText(/^Your agreement of .* has ended/).first()).toBeVisible();
  await page.context().clearCookies();
  await signInAsAdministrator(page, product());
  await expect(page).toHaveURL(/\/admin/);
  const section = page.getByRole("region", { name: "Automatic deletion" });
  await expect(section).toContainText("2 consents and 1 detail");
  await expectNoViolations(page);
});

test("the log holds nothing about anyone", async () => {
  // Each start writes a line.
  await product().stopApp();
  await product().startApp();
  expect(product().logs("app")).toContain("\n");
  expect(product().logs("app")).not.toMatch(/@demo-university\.example|\+44 7700/);
});
