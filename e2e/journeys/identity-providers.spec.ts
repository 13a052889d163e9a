import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { connectProvider, fillInProvider } from "../administration.ts";
import { agreeToAll } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministrator, somebody } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

// The server of this file plays several correct providers, one for each path.
let server: HostileProvider;
let count = 0;

test.beforeAll(async () => {
  server = await HostileProvider.start();
});
test.afterAll(() => server?.stop());
test.afterEach(() => server.metadata("right"));
test.beforeEach(({ page }) => asAdministrator(page, product()));

/** A new provider for each test, because the tests of a file share the product. */
const another = () => server.provider(`contoso-${(count += 1)}`);

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const save = (page: Page) => page.getByRole("button", { name: "Save" });
const providerOf = async (slug: string) =>
  rowsOf(await database().dump(), "identity_provider").filter((row) => row.includes(slug));

async function open(page: Page, name: string): Promise<void> {
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name, exact: true }).click();
  await expect(heading(page, name)).toBeVisible();
}

async function enable(page: Page, name: string): Promise<void> {
  await page.getByRole("button", { name: "Enable" }).click();
  await expect(page.getByText(`People can now sign in with “${name}”.`)).toBeVisible();
}

async function expectDoor(page: Page, name: string, there: boolean): Promise<void> {
  const visitor = await page.context().browser()?.newPage({ javaScriptEnabled: false });
  await visitor?.goto(`${product().url}/sign-in`);
  await expect(visitor!.getByRole("link", { name: `Continue with ${name}` })).toHaveCount(there ? 1 : 0);
  await visitor?.close();
}

test("a provider is connected in the browser, enabled, and used for a sign-in @phone @core", async ({
  page,
  browser,
}) => {
  const provider = another();
  await page.goto(`${product().url}/admin`);
  await page.getByRole("link", { name: "Identity providers" }).first().click();
  await expect(heading(page, "Identity providers")).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Add identity provider" }).click();
  await fillInProvider(page, product(), provider);
  await expectNoViolations(page);
  await page.getByRole("button", { name: "Discover" }).click();
  await expect(page.getByText(`${provider.issuer}/authorize`)).toBeVisible();
  await expect(page.getByText(`${provider.issuer}/userinfo`)).toBeVisible();
  await expect(page.getByLabel("Client ID")).toHaveValue(provider.clientId);
  await expectNoViolations(page);
  // Without a script the secret is not sent back to the page, which asks for it again.
  const lost = page.getByText("Enter the client secret again");
  await expect(lost).toHaveCount(test.info().project.use.javaScriptEnabled === false ? 1 : 0);
  expect(await page.content()).not.toContain(provider.clientSecret);
  await page.getByLabel("Client secret").fill(provider.clientSecret);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByText(`“${provider.name}” is connected`)).toBeVisible();
  await expect(page.getByLabel("Redirect URI")).toHaveValue(`${product().url}/api/auth/callback/${provider.slug}`);
  await expect(page.getByText(/^Set on/)).toBeVisible();
  await expectNoViolations(page);
  await expectDoor(page, provider.name, false);

  await enable(page, provider.name);
  await expectDoor(page, provider.name, true);
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone, name: person.name });
  const visitor = await browser.newPage({ javaScriptEnabled: test.info().project.use.javaScriptEnabled ?? true });
  await visitor.goto(`${product().url}/sign-in/${provider.slug}`);
  await agreeToAll(visitor);
  await expect(visitor).toHaveURL(/\/me/);
  await visitor.close();
});

test("each field has its problem, what was typed stays, and the secret is not sent back", async ({ page }) => {
  await page.goto(`${product().url}/admin/identity-providers/new?preset=entra`);
  await page.getByLabel("URL name (slug)").fill("Not A Slug");
  await page.getByLabel("Client secret").fill("typed-secret-1234");
  await page.getByLabel("Scopes").fill("profile email");
  await page.getByRole("button", { name: "Connect" }).click();
  const summary = page.getByRole("alert", { name: "Correct 4 things" });
  await expect(summary).toBeFocused();
  await expect(summary).toContainText("Use lower-case letters, digits and single hyphens");
  await expect(summary).toContainText("Replace the part in braces in “Issuer”.");
  await expect(summary).toContainText("Enter the client ID.");
  await expect(summary).toContainText("Add openid to “Scopes”.");
  await expect(page.getByLabel("URL name (slug)")).toHaveValue("Not A Slug");
  await expect(page.getByLabel("Scopes")).toHaveValue("profile email");
  expect(await page.content()).not.toContain("typed-secret-1234");
  await expectNoViolations(page);
});

for (const [what, spoil, sentence] of [
  ["does not exist", (issuer: string) => `${issuer}/nothing`, /belongs to another issuer|no metadata at this address/],
  ["has a slash too many", (issuer: string) => `${issuer}/`, /belongs to another issuer/],
  ["nobody answers", () => "http://127.0.0.1:9", /Nothing answers at this address/],
  ["is elsewhere by plain http", () => "http://issuer.invalid", /begins with https/],
] as const) {
  test(`an issuer that ${what} is refused with what to do about it`, async ({ page }) => {
    const provider = another();
    const before = await database().dump();
    await fillInProvider(page, product(), { ...provider, issuer: spoil(provider.issuer) });
    await page.getByRole("button", { name: "Discover" }).click();
    await expect(page.getByRole("alert").first()).toContainText(sentence);
    await expect(page.getByText("What the metadata says")).toHaveCount(0);
    await page.getByLabel("Client secret").fill(provider.clientSecret);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(page.getByRole("alert").first()).toContainText(sentence);
    expect(await database().dump()).toBe(before);
  });
}

test("metadata that redirects is refused when it is connected", async ({ page }) => {
  const provider = another();
  server.metadata("redirects");
  await fillInProvider(page, product(), provider);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert").first()).toContainText("The metadata address redirects");
  expect(await providerOf(provider.slug)).toEqual([]);
});

test("two providers cannot have the same URL name", async ({ page }) => {
  await fillInProvider(page, product(), { ...another(), slug: "demo-university" });
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Another identity provider has this URL name.");
});

test("an empty secret keeps the one that is set, and a new one replaces it; neither is stored unencrypted", async ({
  page,
}) => {
  const provider = { ...another(), clientSecret: "first-secret-in-the-clear" };
  await connectProvider(page, product(), provider);
  const sealed = async () =>
    /v1\.[\w-]{8}\.[\w-]+\.[\w-]+\.[\w-]+/.exec((await providerOf(provider.slug))[0] ?? "")?.[0];
  const first = await sealed();
  expect(first).toBeDefined();
  await page.getByLabel("Subtitle").fill("For staff");
  await save(page).click();
  await expect(page.getByText(`“${provider.name}” is saved.`)).toBeVisible();
  expect(await sealed()).toBe(first);
  await page.getByLabel("Client secret").fill("second-secret-in-the-clear");
  await save(page).click();
  await expect(page.locator("#edit-form input[name=base]")).toHaveValue("3");
  expect(await sealed()).not.toBe(first);
  expect(await page.content()).not.toContain("in-the-clear");
  const dump = await database().dump();
  expect(dump).not.toContain("in-the-clear");
  const events = rowsOf(dump, "event").filter((row) => row.includes(provider.slug));
  expect(events).toHaveLength(3);
  expect(events.join()).toContain("clientSecret");
  expect(events.join()).not.toContain("v1.");
});

test("a stored secret is not sent to another issuer: it has to be typed again", async ({ page }) => {
  const provider = another();
  await connectProvider(page, product(), provider);
  const elsewhere = { ...another(), name: provider.name };
  await page.getByLabel("Issuer").fill(elsewhere.issuer);
  await save(page).click();
  const alert = page.getByRole("alert").first();
  await expect(alert).toContainText("Enter the client secret that belongs to this issuer.");
  await page.getByLabel("Client secret").fill("secret-of-the-new-issuer");
  await save(page).click();
  await expect(page.getByText(`“${provider.name}” is saved.`)).toBeVisible();
  await expect(page.getByLabel("Issuer")).toHaveValue(elsewhere.issuer);
});

test("two administrators edit at once: the second one sees both texts, and no input is lost", async ({ page }) => {
  const provider = another();
  await connectProvider(page, product(), provider);
  const other = await page.context().newPage();
  await other.goto(page.url());
  await other.getByLabel("Subtitle").fill("From the other one");
  await save(other).click();
  await expect(other.getByText(`“${provider.name}” is saved.`)).toBeVisible();

  await page.getByLabel("Subtitle").fill("From this one");
  await save(page).click();
  const notice = page.getByRole("alert").filter({ hasText: "Another administrator changed this in the meantime" });
  await expect(notice).toContainText("From the other one");
  await expect(page.getByLabel("Subtitle")).toHaveValue("From this one");
  expect((await providerOf(provider.slug)).join()).toContain("From the other one");
  await expectNoViolations(page);
  await save(page).click();
  await expect(page.getByText(`“${provider.name}” is saved.`)).toBeVisible();
  expect((await providerOf(provider.slug)).join()).toContain("From this one");
  await other.close();
});

test("a link does not lose what was typed @script", async ({ page }) => {
  await open(page, "Demo University");
  await page.getByLabel("Subtitle").fill("Not saved yet");
  await page.getByRole("link", { name: "Claims", exact: true }).click();
  const question = page.getByRole("dialog");
  await expect(question).toBeVisible();
  await expectNoViolations(page);
  await question.getByRole("button").first().click();
  await expect(page.getByLabel("Subtitle")).toHaveValue("Not saved yet");
  await page.getByRole("link", { name: "Claims", exact: true }).click();
  await question.getByRole("button").last().click();
  await expect(page.getByRole("heading", { name: "Claim mapping" })).toBeVisible();
});

test("the issuer of a provider with sign-ins cannot change", async ({ page }) => {
  await open(page, "Demo University");
  await page.getByLabel("Issuer").fill(another().issuer);
  await save(page).click();
  await expect(page.getByRole("alert").first()).toContainText("other people could get into their accounts");
});

test("the last provider that administrators sign in through cannot be disabled, by button or by form", async ({
  page,
}) => {
  await open(page, "Demo University");
  const before = await database().dump();
  await page.getByRole("button", { name: "Disable" }).click();
  await expect(page.getByText("no one can sign in to enable it again")).toBeVisible();
  await page.getByLabel("Enabled").uncheck();
  await save(page).click();
  await expect(page.getByRole("alert").first()).toContainText("no one can sign in to enable it again");
  expect(await database().dump()).toBe(before);
});

test("a provider without sign-ins is deleted after a question @phone", async ({ page }) => {
  const provider = another();
  await connectProvider(page, product(), provider);
  await page.getByRole("link", { name: "Delete" }).click();
  await expect(heading(page, `Delete “${provider.name}”?`)).toBeVisible();
  await expectNoViolations(page);
  await page.getByRole("link", { name: "Keep identity provider" }).click();
  await page.getByRole("link", { name: "Delete" }).click();
  await page.getByRole("button", { name: "Delete identity provider" }).click();
  await expect(page.getByText("The identity provider was deleted.")).toBeVisible();
  await expect(page.getByRole("link", { name: provider.name, exact: true })).toHaveCount(0);
  expect(await providerOf(provider.slug)).toEqual([]);
});

test("a provider with sign-ins cannot be deleted, with a reason, and can be disabled", async ({ page, browser }) => {
  const provider = another();
  await connectProvider(page, product(), provider);
  await enable(page, provider.name);
  const person = somebody();
  server.signsIn(person.subject, { email: person.email, phone_number: person.phone, name: person.name });
  const visitor = await browser.newPage();
  await visitor.goto(`${product().url}/sign-in/${provider.slug}`);
  await agreeToAll(visitor);
  await open(page, provider.name);
  await page.getByRole("link", { name: "Delete" }).click();
  await expect(heading(page, `“${provider.name}” can’t be deleted`)).toBeVisible();
  await expect(page.getByText("1 person who signed in with it has an account.")).toBeVisible();
  await page.getByRole("button", { name: "Disable identity provider" }).click();
  await expect(page.getByText(`No one can sign in with “${provider.name}” any more.`)).toBeVisible();
  await expectDoor(page, provider.name, false);
  // Open sessions stay.
  await visitor.goto(`${product().url}/me`);
  await expect(visitor.getByText(person.email ?? "")).toBeVisible();
  await visitor.close();
});

test("the order of the list is the order of the sign-in page @phone", async ({ page }) => {
  // Two providers, so that the row can move and the button can get the focus again.
  await connectProvider(page, product(), another());
  const provider = another();
  await connectProvider(page, product(), provider);
  await enable(page, provider.name);
  await page.goto(`${product().url}/admin/identity-providers`);
  const up = page.getByRole("button", { name: `Move ${provider.name} up` });
  await up.click();
  const list = async () => {
    const rows = await page.getByRole("main").getByRole("rowheader").allInnerTexts();
    return rows.map((text) => text.split("\n")[0] ?? "");
  };
  await expect.poll(async () => (await list()).at(-2)).toBe(provider.name);
  if (test.info().project.use.javaScriptEnabled !== false) await expect(up).toBeFocused();
  const names = await list();
  await page.goto(`${product().url}/sign-in`);
  const doors = await page.getByRole("link", { name: /^Continue with/ }).allInnerTexts();
  const enabled = doors.map((text) => /Continue with (Provider [\w-]+|Demo University)/.exec(text)?.[1]);
  expect(enabled.filter((name) => names.includes(name ?? ""))).toEqual(names.filter((name) => enabled.includes(name)));
});

test("a provider that does not exist has no page", async ({ page }) => {
  for (const id of ["7d0d8f5c-6f0e-4a52-9a5e-3f2a6f1b9c11", "nothing"]) {
    await page.goto(`${product().url}/admin/identity-providers/${id}`);
    await expect(heading(page, "Page not found")).toBeVisible();
  }
});

test("visitors and people do not see the pages", async ({ page, browser }) => {
  const href = `${product().url}/admin/identity-providers`;
  const visitor = await browser.newPage();
  await visitor.goto(`${href}/new`);
  await expect(visitor).toHaveURL(/\/sign-in\?to=/);
  await visitor.close();
  await page.context().clearCookies();
  await page.goto(href);
  await expect(page).toHaveURL(/\/sign-in\?to=/);
});
