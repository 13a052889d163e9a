import { expect, type Page, test } from "@playwright/test";
import { unzipSync } from "fflate";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll } from "../consent.ts";
import { fillInSomebody, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// People whom the gate keeps out can still see, take along, withdraw and delete what is stored about them, and nothing
// else. In order, because the provider is switched off for some.
const { product, database } = withProductAndDatabase();
test.describe.configure({ mode: "serial" });

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const open = (page: Page) => heading(page, "Your data without signing in");
const provider = (change: string) => database().run(`update identity_provider set ${change}`);
const setStatus = (status: "active" | "suspended", { subject }: MadeUpPerson) =>
  database().run(`update users set status = '${status}'
    where id = (select user_id from federated_identity where subject = '${subject}')`);

/** A person with an account whose browser has no session. */
async function withAccount(page: Page): Promise<MadeUpPerson> {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await page.context().clearCookies({ domain: new URL(product().url).hostname });
  return person;
}

async function suspended(page: Page): Promise<MadeUpPerson> {
  const person = await withAccount(page);
  await setStatus("suspended", person);
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, "Your account is suspended")).toBeVisible();
  return person;
}

async function proveAtProvider(page: Page, person: MadeUpPerson): Promise<void> {
  await page.goto(`${product().url}/rights`);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
}

const cookieNames = async (page: Page) => (await page.context().cookies(product().url)).map(({ name }) => name);

test("a suspended person sees, downloads and withdraws what is stored, and is not signed in @phone @core", async ({
  page,
}) => {
  const person = await suspended(page);
  await expectNoViolations(page);
  await page.getByRole("link", { name: "See my data" }).click();
  await expect(open(page)).toBeVisible();
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
  await expectNoViolations(page);
  for (const missing of [/^Correct (?!it at)/, /^Review and agree/, /^Object/]) {
    await expect(page.getByRole("link", { name: missing })).toHaveCount(0);
  }
  const response = await page.request.get(`${product().url}/rights/download`);
  expect(response.headers()["content-type"]).toBe("application/zip");
  const files = unzipSync(new Uint8Array(await response.body()));
  expect(Buffer.from(files["my-data.json"] ?? []).toString()).toContain(person.email);
  await page.getByRole("button", { name: "Withdraw phone number from Account recovery" }).click();
  await expect(page.getByText("Phone number withdrawn and deleted.")).toBeVisible();
  expect(await database().dump()).not.toContain(person.phone);
  expect((await cookieNames(page)).some((name) => name.endsWith("-session"))).toBe(false);
});

test("nothing else opens: no other page, no other act, and no other person @core", async ({ page }) => {
  const person = await suspended(page);
  await page.goto(`${product().url}/rights`);
  await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  const before = await database().dump();
  for (const path of ["/me", "/me/close", "/me/download", "/me/receipts/7Q4K-2M9X", "/admin", "/admin/users"]) {
    await page.goto(`${product().url}${path}`);
    await expect(page, path).toHaveURL(/\/sign-in/);
  }
  const post = async (path: string, form: Record<string, string>, origin = product().url) =>
    (await page.request.post(product().url + path, { form, headers: { origin }, maxRedirects: 0 })).headers()[
      "location"
    ];
  const purpose = "00000000-0000-4000-8000-000000000000";
  for (const [path, form] of [
    ["/me/withdraw", { purpose, attribute: "email" }],
    ["/me/correct/decision", { attribute: "email", typed: "forged@forged.example" }],
    ["/me/close/decision", { sure: "close" }],
    ["/me/object/decision", { purpose }],
    ["/me/sessions", { which: "others" }],
  ] as const) {
    expect(await post(path, form), path).toBe(`${product().url}/refused`);
  }
  // What may be done here is refused from another site, and without having proved who one is.
  const ours = [
    ["/rights/withdraw", { purpose, attribute: "email" }],
    ["/rights/close/decision", { sure: "close" }],
    ["/rights/end", {}],
  ] as const;
  for (const [path, form] of ours) expect(await post(path, form, "https://evil.example"), path).toMatch(/\/refused$/);
  await page.goto(`${product().url}/rights`);
  await page.getByRole("button", { name: "Done" }).click();
  await expect(heading(page, "Your data without signing in")).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toHaveCount(0);
  for (const [path, form] of ours.slice(0, 2)) expect(await post(path, form), path).toMatch(/\/refused$/);
  expect((await page.request.get(`${product().url}/rights/download`)).url()).toMatch(/\/rights$/);
  expect(await database().dump()).toBe(before);
});

test("where a provider is switched off, its people still have this way, and no one else does @core", async ({
  page,
}) => {
  const person = await withAccount(page);
  await provider("enabled = false");
  await page.goto(`${product().url}/sign-in`);
  await page.getByRole("link", { name: "See, download or withdraw your data" }).click();
  await expectNoViolations(page);
  await proveAtProvider(page, person);
  await expect(heading(page, "This sign-in is switched off")).toBeVisible();
  await page.getByRole("link", { name: "See my data" }).click();
  await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  await page.goto(`${product().url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
  // Another person at the same browser: what was open ends, and a person without an account gets nothing.
  const stranger = somebody();
  await page.goto(`${product().url}/rights`);
  await page.getByRole("button", { name: "Done" }).click();
  await proveAtProvider(page, stranger);
  await expect(heading(page, "This sign-in is switched off")).toBeVisible();
  await expect(page.getByRole("link", { name: "See my data" })).toHaveCount(0);
  expect(await database().dump()).not.toContain(stranger.subject);
  await provider("enabled = true");
});

test("closing needs a proof of the last ten minutes, and ends it all @core", async ({ page }) => {
  const person = await withAccount(page);
  await setStatus("suspended", person);
  await proveAtProvider(page, person);
  await page.getByRole("link", { name: "See my data" }).click();
  await page.getByRole("link", { name: "Close account" }).click();
  await expectNoViolations(page);
  const cookies = await page.context().cookies();
  await page.getByRole("button", { name: "Close account" }).click();
  await expect(heading(page, "Your account is closed")).toBeVisible();
  expect(await database().dump()).not.toContain(person.email);
  // A copy of the cookie opens nothing of a closed account.
  await page.context().addCookies(cookies);
  await page.goto(`${product().url}/rights`);
  await expect(page.getByRole("link", { name: "Continue with Demo University" })).toBeVisible();
});

test("any other sign-in in the browser ends what was open @core", async ({ page }) => {
  const person = await suspended(page);
  await page.goto(`${product().url}/rights`);
  await expect(page.getByText(person.email ?? "").first()).toBeVisible();
  await signInAsSomebody(page, product(), somebody());
  await expect(page.getByRole("checkbox").first()).toBeVisible();
  await page.goto(`${product().url}/rights`);
  await expect(page.getByRole("link", { name: "Continue with Demo University" })).toBeVisible();
  await expect(page.getByText(person.email ?? "")).toHaveCount(0);
});

test("who can sign in is signed in, and comes to My data @core", async ({ page }) => {
  const person = await withAccount(page);
  await proveAtProvider(page, person);
  await expect(heading(page, "My data and consents")).toBeVisible();
  expect((await cookieNames(page)).some((name) => name.endsWith("-rights"))).toBe(false);
});
