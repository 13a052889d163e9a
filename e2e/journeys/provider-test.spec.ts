import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { connectProvider } from "../administration.ts";
import { accept, agreeToAll, boxes } from "../consent.ts";
import { answer, HostileProvider, type Misbehaviour, sign } from "../hostile-provider.ts";
import { asAdministrator, fillInSomebody, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase({ movableClock: true });
let server: HostileProvider;

test.beforeAll(async ({ browser }) => {
  server = await HostileProvider.start();
  const page = await browser.newPage();
  await asAdministrator(page, product());
  await connectProvider(page, product(), server.provider("contoso"));
  await page.close();
});
test.afterAll(() => server?.stop());
test.afterEach(() => {
  server.misbehave();
  server.metadata("right");
});
test.beforeEach(({ page }) => asAdministrator(page, product()));

async function toTest(page: Page, name: string): Promise<void> {
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name, exact: true }).click();
  await page.getByRole("link", { name: "Test", exact: true }).click();
  await expect(page.getByRole("heading", { name: "Test sign-in" })).toBeVisible();
}

async function toClaims(page: Page): Promise<void> {
  await page.goto(`${product().url}/admin/identity-providers`);
  await page.getByRole("link", { name: "Provider contoso", exact: true }).click();
  await page.getByRole("link", { name: "Claims", exact: true }).click();
}

const start = (page: Page) => page.getByRole("link", { name: "Test sign-in", exact: true }).click();
const withoutTest = (dump: string) =>
  dump
    .split("\n")
    .filter((line) => !line.startsWith("provider_test "))
    .join("\n");
const pendingOf = async (page: Page) =>
  (await page.context().cookies()).filter(({ name }) => /-(pending|session)/.test(name));

test("a test shows each step, the raw claims, what is mapped and what would be asked, and stores nothing about the person @phone", async ({
  page,
}) => {
  await toTest(page, "Demo University");
  await expectNoViolations(page);
  const [before, cookies] = [await database().dump(), await pendingOf(page)];
  await start(page);
  const person = somebody({ claims: { department: "Chemistry", "ana@example.org": "Biology" } });
  await fillInSomebody(page, person);
  await expect(page.getByText("The sign-in works.")).toBeVisible();
  const steps = page.getByRole("region", { name: "Steps" });
  for (const step of [
    "Metadata found",
    "You signed in there",
    "Code exchanged",
    "ID token verified",
    "Userinfo read",
  ]) {
    await expect(steps.getByText(step)).toBeVisible();
  }
  const raw = page.getByRole("region", { name: "Raw claims" });
  await expect(raw).toContainText(`"department": "Chemistry"`);
  await expect(raw).toContainText(person.subject);
  const mapped = page.getByRole("region", { name: "Result" });
  await expect(mapped.locator("tr").filter({ hasText: person.email ?? "" })).toContainText("Email address");
  await expect(mapped).toContainText("department");
  const asked = page.getByRole("region", { name: "What you would be asked" });
  await expect(asked.getByText("Account recovery").first()).toBeVisible();
  await expect(asked.getByText(person.email ?? "").first()).toBeVisible();
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0);
  // Only names of claims are kept.
  const after = await database().dump();
  const [kept] = rowsOf(after, "provider_test");
  expect(kept).toMatch(/email,.*department/);
  expect(kept).not.toMatch(/@|sub|Chemistry|Biology/);
  expect(withoutTest(after)).toBe(withoutTest(before));
  expect(await pendingOf(page)).toEqual(cookies);
  expect(page.url()).not.toContain(person.subject);

  // Shown once: a second look finds nothing.
  await page.reload();
  await expect(page.getByRole("heading", { name: "This test has ended" })).toBeVisible();
  expect(await page.content()).not.toContain(person.email ?? "");
  expect(await database().dump()).toBe(after);
});

test("a test works while the provider is disabled, through which no one can sign in", async ({ page }) => {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email });
  await toClaims(page);
  await expect(page.getByText("Claims that a test sign-in sees are suggested here.")).toBeVisible();
  await toTest(page, "Provider contoso");
  await start(page);
  await expect(page.getByText("The sign-in works.")).toBeVisible();
  // A scope that was not requested would add the missing claim.
  await expect(page.getByText(/Add the scope phone under Connection/)).toBeVisible();
  await page.context().clearCookies();
  await page.goto(`${product().url}/sign-in/contoso`);
  await expect(page.getByText("That provider is not available.")).toBeVisible();
});

test("an unmapped claim of a test is suggested by its name, and one click fills it in", async ({ page, browser }) => {
  server.signsIn(somebody().subject, {
    "https://acme.example/mobile": "+44 7700 900123",
    org: { city: "Zagreb", unit: "Chemistry", "bo@example.org": true },
  });
  const row = (of: Page, label: string) => of.getByLabel(label, { exact: true });
  const saved = async (of: Page) => {
    await of.getByRole("button", { name: "Save" }).click();
    await expect(of.getByText("“Provider contoso” is saved.")).toBeVisible();
  };
  await toClaims(page);
  await row(page, "Phone number").fill("");
  await row(page, "City").fill("");
  await saved(page);
  await toTest(page, "Provider contoso");
  await start(page);
  await expect(page.getByText("The sign-in works.")).toBeVisible();

  await toClaims(page);
  await expect(page.getByText(/^The test sign-in of .* also saw these claims/)).toBeVisible();
  await expect(page.getByText("org.unit")).toBeVisible();
  await expect(page.locator("main")).not.toContainText(/bo@example|Zagreb|Chemistry|7700/);
  await expectNoViolations(page);
  await row(page, "Nickname").fill("nick");
  await page.getByRole("button", { name: "Fill in: Phone number" }).click();
  await expect(row(page, "Phone number")).toBeFocused();
  await expect(row(page, "Phone number")).toHaveValue('"https://acme.example/mobile"');
  await expect(row(page, "Nickname")).toHaveValue("nick");
  await expect(page.getByText("“Phone number” is filled in. Nothing is saved yet.")).toBeVisible();
  await expect(page.getByRole("button", { name: "Fill in: Phone number" })).toHaveCount(0);
  expect(rowsOf(await database().dump(), "claim_mapping").join()).not.toContain("acme.example");
  await saved(page);
  await expect(page.getByText("org.unit")).toBeVisible();
  await expect(page.getByText("acme.example/mobile")).toHaveCount(0);

  const plain = await browser.newPage({ javaScriptEnabled: false });
  await asAdministrator(plain, product());
  await toClaims(plain);
  await plain.getByRole("button", { name: "Fill in: City" }).click();
  await expect(row(plain, "City")).toHaveValue("org.city");
  await saved(plain);
  expect(rowsOf(await database().dump(), "claim_mapping").join()).toContain("{org,city}");
  await plain.close();
});

test("a test does not affect a person who decides in the same browser", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await boxes(page);
  const pending = (await pendingOf(page)).filter(({ name }) => name.includes("-pending"));
  expect(pending.length).toBeGreaterThan(0);
  server.signsIn(somebody().subject, {});
  await toTest(page, "Provider contoso");
  await start(page);
  await expect(page.getByText("The sign-in works.")).toBeVisible();
  expect((await pendingOf(page)).filter(({ name }) => name.includes("-pending"))).toEqual(pending);
  await page.goto(`${product().url}/consent`);
  await expect(accept(page)).toBeVisible();
});

const seconds = () => Math.floor(Date.now() / 1000);
const refusal = (error: string, status = 400) => ({
  token: answer(JSON.stringify({ error }), "application/json", status),
});
const failures: readonly (readonly [what: string, how: Misbehaviour, sentence: string])[] = [
  ["a wrong client secret", refusal("invalid_client", 401), "doesn’t accept the client secret"],
  [
    "a wrong client secret, said without a word",
    { token: answer("", "text/plain", 401) },
    "doesn’t accept the client secret",
  ],
  ["an encrypted ID token", { idToken: () => "header.key.iv.text.tag" }, "The ID token is encrypted."],
  ["a demand for DPoP", refusal("invalid_dpop_proof"), "The provider demands DPoP"],
  ["a demand for a nonce in DPoP", refusal("use_dpop_nonce"), "The provider demands DPoP"],
  ["a code that is refused", refusal("invalid_grant"), "doesn’t accept its own code"],
  ["another redirect URI", refusal("redirect_uri_mismatch"), "The provider knows another redirect URI"],
  ["a token endpoint with a page", { token: answer("<!doctype html>", "text/html") }, "The token endpoint refused"],
  [
    "a clock that is behind",
    { claims: (right) => ({ ...right, iat: seconds() - 7200, exp: seconds() - 3600 }) },
    "The clocks differ.",
  ],
  [
    "a clock that is ahead",
    { claims: (right) => ({ ...right, iat: seconds() + 3600, exp: seconds() + 7200 }) },
    "The clocks differ.",
  ],
  ["another issuer", { claims: (right) => ({ ...right, iss: "https://evil.example" }) }, "comes from another issuer"],
  ["another audience", { claims: (right) => ({ ...right, aud: "another" }) }, "meant for another application"],
  ["another nonce", { claims: (right) => ({ ...right, nonce: "another" }) }, "belongs to another sign-in"],
  [
    "a stranger's signature",
    { idToken: ({ claims, strangersKey }) => sign(claims, strangersKey) },
    "signature can’t be verified",
  ],
  ["metadata that are a page", { discovery: answer("<!doctype html>", "text/html") }, "The metadata can’t be used."],
  ["metadata that are not there", { discovery: answer("", "text/plain", 404) }, "The metadata can’t be used."],
  ["userinfo about somebody else", { userinfo: answer('{"sub":"mallory"}') }, "The userinfo can’t be used."],
  ["a scope that is refused", { callback: (right) => `${right}?error=invalid_scope` }, "The provider refuses a scope."],
  ["a person who cancels", { callback: (right) => `${right}?error=access_denied` }, "You cancelled"],
];

for (const [what, how, sentence] of failures) {
  test(`${what} is reported with what to change, and nothing is stored`, async ({ page }) => {
    const person = somebody();
    server.signsIn(person.subject, { email: person.email });
    server.misbehave(how);
    await toTest(page, "Provider contoso");
    const before = await database().dump();
    await start(page);
    await expect(page.getByRole("alert").filter({ hasText: sentence })).toBeVisible();
    await expect(page.getByRole("region", { name: "Raw claims" })).toHaveCount(0);
    expect(await page.content()).not.toContain(person.email ?? "");
    expect(await database().dump()).toBe(before);
  });
}

test("a redirect URI that the provider does not know is reported before the browser leaves", async ({ page }) => {
  await connectProvider(page, product(), {
    ...{ slug: "unregistered", name: "Unregistered", issuer: product().providerUrl },
    ...{ clientId: "assent", clientSecret: "whatever" },
  });
  await toTest(page, "Unregistered");
  await start(page);
  const alert = page.getByRole("alert").filter({ hasText: "before you sign in" });
  await expect(alert).toContainText(`${product().url}/api/auth/callback/unregistered`);
  await expect(page.getByRole("link", { name: "Continue to the provider anyway" })).toBeVisible();
  await expectNoViolations(page);
});

test("an answer that comes after ten minutes ends on the page of the test, and not on the sign-in page", async ({
  page,
}) => {
  await toTest(page, "Provider contoso");
  // The first request is our own, before the browser leaves.
  let asked = 0;
  server.misbehave({
    callback: (right) => {
      if (++asked === 2) product().moveClock(11 * 60_000);
      return right;
    },
  });
  await start(page);
  await expect(page.getByText("The answer doesn’t belong to this test.")).toBeVisible();
  await expect(page).toHaveURL(/\/admin\/identity-providers\/[^/]+\/test/);
  product().moveClock(0);
});

test("a test is shown only in the session that began it", async ({ page, browser }) => {
  const person = somebody();
  server.signsIn(person.subject, { email: person.email });
  await toTest(page, "Provider contoso");
  const home = page.url();
  // The answer has come and is waiting; its page is not opened yet.
  let to = `${home}/start`;
  for (let step = 0; step < 3; step++) {
    const headers = { "sec-fetch-site": "same-origin" };
    const response = await page.request.get(to, { maxRedirects: 0, headers });
    to = new URL(response.headers()["location"] ?? "", to).href;
  }
  expect(to).toBe(`${home}/result`);
  const sealed = async () => (await page.context().cookies()).filter(({ name }) => name.includes("-test"));

  const another = await browser.newContext();
  const stranger = await another.newPage();
  await another.addCookies(await sealed());
  await stranger.goto(`${home}/result`);
  await expect(stranger).toHaveURL(/\/sign-in\?to=/);
  // The same administrator in a session of another browser.
  await signInAsAdministrator(stranger, product());
  await expect(stranger).toHaveURL(/\/admin/);
  await stranger.goto(`${home}/result`);
  await expect(stranger.getByRole("heading", { name: "This test has ended" })).toBeVisible();
  expect(await stranger.content()).not.toContain(person.email ?? "");
  await another.close();

  await page.goto(`${home}/result`);
  await expect(page.getByText("The sign-in works.")).toBeVisible();
});

test("visitors and people cannot begin a test", async ({ page, browser }) => {
  await toTest(page, "Provider contoso");
  const asked = server.tokenRequests.length;
  for (const who of ["nobody", "a plain person"]) {
    const context = await browser.newContext();
    const visitor = await context.newPage();
    if (who === "a plain person") {
      await signInAsSomebody(visitor, product(), somebody());
      await agreeToAll(visitor);
    }
    await visitor.goto(`${page.url()}/start`);
    await expect(visitor).toHaveURL(who === "nobody" ? /\/sign-in\?to=/ : /\/not-found/);
    expect((await context.cookies()).map(({ name }) => name).filter((name) => name.includes("-test"))).toEqual([]);
    await context.close();
  }
  expect(server.tokenRequests.length).toBe(asked);
});

test("another site cannot send an administrator to a provider", async ({ page }) => {
  await toTest(page, "Provider contoso");
  const response = await page.request.get(`${page.url()}/start`, {
    headers: { "sec-fetch-site": "cross-site" },
    maxRedirects: 0,
  });
  expect(response.headers()["location"]).toMatch(/\/refused$/);
  expect(response.headers()["set-cookie"] ?? "").not.toContain("-test");
});
