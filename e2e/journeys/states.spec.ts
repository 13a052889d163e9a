import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { accept, agreeToAll, decline, tickAll } from "../consent.ts";
import { asAdministrator, signInAsSomebody, somebody, somebodyWithout } from "../people.ts";
import { reference } from "../reference.ts";
import { changedRows } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// States that no page can set, and failures, are made directly in the database.
test.describe.configure({ mode: "serial" });

const heading = (page: Page, title: string | RegExp) => page.getByRole("heading", { level: 1, name: title });
const provider = (change: string) => database().run(`update identity_provider set ${change}`);
const purposes = (change: string) => database().run(`update purpose set ${change}`);
const everybody = (change: string) => database().run(`update users set ${change} where role = 'person'`);

async function expectNoSession(page: Page): Promise<void> {
  await page.goto(`${product().url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
}

test("a provider that makes no accounts says so, and nothing is stored @phone @core", async ({ page }) => {
  await provider("jit_mode = 'off'");
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, "No account for you here")).toBeVisible();
  await expectNoViolations(page);
  expect(await page.content()).not.toContain(person.email);
  await expectNoSession(page);
  await provider("jit_mode = 'ask'");
  expect(await database().dump()).not.toContain(person.subject);
});

test("a provider that is disabled while a person decides refuses them", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await tickAll(page);
  await provider("enabled = false");
  await accept(page).click();
  await expect(heading(page, "This sign-in is switched off")).toBeVisible();
  await expectNoSession(page);
  await expect(page.getByText("Sign-in isn’t set up yet")).toBeVisible();
  await expectNoViolations(page);
  await page.goto(`${product().url}/sign-in/demo-university`);
  await expect(page.getByText("That provider is not available.")).toBeVisible();
  await provider("enabled = true");
  expect(await database().dump()).not.toContain(person.subject);
});

test("a provider with the policy first sign-in only changes nothing later", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await provider("sync_policy = 'first-sign-in'");
  await context.clearCookies();
  const { phone: _phone, ...later } = { ...person, email: `later-${person.email}` };
  await signInAsSomebody(page, product(), later);
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expect(page.getByText(person.email ?? "", { exact: true })).toBeVisible();
  await expect(page.getByText(later.email)).toHaveCount(0);
  await expect(page.getByText(person.phone ?? "")).toBeVisible();
  await expect(page.getByText(/has not sent this since/)).toBeVisible();
  await provider("sync_policy = 'provider-wins'");
});

test("at another issuer the same identifier is another person: earlier requests end", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await tickAll(page);
  await provider("issuer = 'https://other.example'");
  await accept(page).click();
  await expect(heading(page, "This request has ended")).toBeVisible();
  await expectNoSession(page);
  await provider(`issuer = '${product().providerUrl}'`);
  expect(await database().dump()).not.toContain(person.subject);
});

test("without a live purpose a page says what is stored, and the account has only the identity @phone", async ({
  page,
}) => {
  await purposes("status = 'archived', archived_at = now()");
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await expect(page.getByRole("button", { name: /^Create account/ })).toBeVisible();
  await expect(page.getByRole("checkbox")).toHaveCount(0);
  await expectNoViolations(page);
  await page.getByRole("button", { name: /^Create account/ }).click();
  await expect(heading(page, "My data and consents")).toBeVisible();
  await expectNoViolations(page);
  await purposes("status = 'live', archived_at = null");
  const dump = await database().dump();
  expect(dump).toContain(person.subject);
  for (const value of [person.email, person.name, person.phone]) expect(dump).not.toContain(value);
});

test("a mandatory detail that was not sent and may not be typed has a page that names it @phone", async ({ page }) => {
  await database().run("update attribute set self_assertable = false where key = 'email'");
  const person = somebodyWithout("email");
  await signInAsSomebody(page, product(), person);
  await expect(heading(page, /Demo University didn’t send something Acme needs/)).toBeVisible();
  await expect(page.getByText("Email address", { exact: true })).toBeVisible();
  await expect(accept(page)).toHaveCount(0);
  await expectNoViolations(page);
  await decline(page).click();
  await expect(page).toHaveURL(/\/consent\/declined/);
  await database().run("update attribute set self_assertable = true where key = 'email'");
  expect(await database().dump()).not.toContain(person.subject);
});

test("a refusal adds only its anonymous event and the used key @core", async ({ page }) => {
  const before = await database().dump();
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await page.getByRole("checkbox", { name: "Phone number for Account recovery" }).check();
  await accept(page).click();
  await expect(page).toHaveTitle(/^Error: /);
  await decline(page).click();
  await expect(page).toHaveURL(/\/consent\/declined/);
  const after = await database().dump();
  expect(changedRows(before, after)).toEqual({ event: 1, one_use_key: 1 });
  for (const value of [person.subject, person.email, person.name, person.phone]) expect(after).not.toContain(value);
});

test("a decision that cannot be saved says so, keeps the ticks, and works the second time @phone @core", async ({
  page,
}) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await tickAll(page);
  await database().run("alter table receipt rename to receipt_away");
  await accept(page).click();
  await expect(page.getByText("Saving your choices did not finish.")).toBeVisible();
  await expect(reference(page)).toBeVisible();
  for (const box of await page.getByRole("checkbox").all()) await expect(box).toBeChecked();
  await expectNoViolations(page);
  await database().run("alter table receipt_away rename to receipt");
  expect(await database().dump()).not.toContain(person.subject);
  await accept(page).click();
  await expect(page).toHaveURL(/\/me(\?|$)/);
  await expect(page.getByText(person.email ?? "")).toBeVisible();
});

test("a page for people that fails says so, also without a script, and links back to itself", async ({ page }) => {
  await database().run("alter table identity_provider rename to identity_provider_away");
  const response = await page.goto(`${product().url}/sign-in`);
  expect(response?.status()).toBe(500);
  await expect(heading(page, "Something went wrong")).toBeVisible();
  await expect(reference(page)).toBeVisible();
  expect(await page.content()).not.toContain("identity_provider");
  await expectNoViolations(page);
  await database().run("alter table identity_provider_away rename to identity_provider");
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(page.getByRole("link", { name: "Continue with Demo University" })).toBeVisible();
});

test("a page that fails shows a reference and a link, also without a script, and nothing of the error", async ({
  page,
}) => {
  await asAdministrator(page, product());
  await database().run("alter table purpose_version rename to purpose_version_away");
  const response = await page.goto(`${product().url}/admin/purposes`);
  expect(response?.status()).toBe(500);
  await expect(heading(page, "Something went wrong")).toBeVisible();
  await expect(page.getByText(/reference/)).toBeVisible();
  expect(await page.content()).not.toContain("purpose_version");
  await expectNoViolations(page);
  await database().run("alter table purpose_version_away rename to purpose_version");
  await page.getByRole("link", { name: "Try again" }).click();
  await expect(heading(page, "Consent purposes")).toBeVisible();
});

for (const { state, change, title } of [
  { state: "suspended", change: "status = 'suspended'", title: "Your account is suspended" },
  {
    state: "closed",
    change: "status = 'closed', closed_at = now(), pseudonym = null",
    title: "Your account was closed",
  },
]) {
  test(`an account that is ${state} is signed out at the next request and cannot sign in again @core`, async ({
    page,
    context,
  }) => {
    const person = somebody();
    await signInAsSomebody(page, product(), person);
    await agreeToAll(page);
    await everybody(change);
    await expectNoSession(page);
    await context.clearCookies();
    await signInAsSomebody(page, product(), person);
    await expect(heading(page, title)).toBeVisible();
    await expectNoViolations(page);
    await expectNoSession(page);
  });
}

test("another person's receipt and an unknown one are both not found", async ({ page, browser }) => {
  const owner = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await signInAsSomebody(owner, product(), somebody());
  await agreeToAll(owner);
  const link = owner.getByRole("link", { name: /Receipt/ }).first();
  const path = (await link.getAttribute("href")) ?? "";
  await owner.close();

  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  for (const address of [path, "/me/receipts/0000-0000", "/me/receipts/'"]) {
    expect((await page.goto(product().url + address))?.status(), address).toBe(404);
    await expect(heading(page, "Page not found")).toBeVisible();
  }
  expect((await page.goto(product().url + path.replace("/me/", "/admin/")))?.status()).toBe(404);
});
