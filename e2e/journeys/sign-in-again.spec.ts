import { expect, type Page, test } from "@playwright/test";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll } from "../consent.ts";
import { type Claims, HostileProvider } from "../hostile-provider.ts";
import { continueAsAdministrator, signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { withProductAndDatabase } from "../with-product.ts";

// No one can do dangerous acts at a screen that was left open. A provider with an open session answers a sign-in
// without asking, so only its time of the last sign-in there counts (OpenID Connect Core 1.0, `auth_time`).
const { product, database } = withProductAndDatabase();
let silent: HostileProvider;

test.beforeAll(async () => {
  silent = await HostileProvider.start();
  await product().connect({ ...silent.provider("silent"), name: "Silent Provider" });
});
test.afterAll(() => silent.stop());
test.afterEach(() => silent.misbehave());

const heading = (page: Page, name: string | RegExp) => page.getByRole("heading", { level: 1, name });
const again = (page: Page) => page.getByRole("link", { name: "Sign in again", exact: true });
const close = (page: Page) => page.getByRole("button", { name: "Close account" });
const unproved = "Your identity provider did not say that you signed in just now";
const now = () => Math.floor(Date.now() / 1000);

/** Sets the time of the last sign-in that the provider sends. */
const says = (change: Claims | "nothing") =>
  silent.misbehave({
    claims: ({ auth_time, ...right }) => (change === "nothing" ? right : { ...right, auth_time, ...change }),
  });

const leaveTheScreen = () => database().run("update session set authenticated_at = now() - interval '11 minutes'");

/** Signs in through the silent provider, with an account. */
async function withAccount(page: Page): Promise<void> {
  const person = somebody();
  silent.signsIn(person.subject, { email: person.email ?? "", email_verified: true });
  await page.goto(`${product().url}/sign-in/silent`);
  await agreeToAll(page);
}

test("a provider that answers without asking does not make a fresh sign-in, and the page says so @phone @core", async ({
  page,
}) => {
  await withAccount(page);
  await leaveTheScreen();
  await page.goto(`${product().url}/me/close`);
  await expect(page.getByRole("heading", { name: "Sign in again first" })).toBeVisible();
  for (const said of ["nothing", { auth_time: now() - 3600 }, { auth_time: now() + 3600 }]) {
    says(said as Claims);
    await again(page).click();
    await expect(page, JSON.stringify(said)).toHaveURL(/\/me\/close$/);
    await expect(page.getByRole("heading", { name: unproved })).toBeVisible();
    await expect(close(page)).toHaveCount(0);
    const forced = await page.request.post(`${product().url}/me/close/decision`, {
      form: { sure: "close" },
      headers: { origin: product().url },
      maxRedirects: 0,
    });
    expect(forced.headers()["location"]).toBe(`${product().url}/me/close`);
  }
  await expectNoViolations(page);
  await expect(page.getByRole("link", { name: "Use another sign-in option" })).toHaveAttribute(
    "href",
    "/sign-in?again=1&to=%2Fme%2Fclose",
  );
  const asked = silent.authorizations.at(-1);
  expect(asked?.get("prompt")).toBe("login");
  expect(asked?.get("max_age")).toBe("0");
  says({ auth_time: now() });
  await again(page).click();
  await expect(close(page)).toBeVisible();
});

test("a first sign-in keeps the provider's time of it", async ({ page }) => {
  says("nothing");
  await withAccount(page);
  await page.goto(`${product().url}/me/close`);
  await expect(page.getByRole("heading", { name: "Sign in again first" })).toBeVisible();
  await page.context().clearCookies();
  says({ auth_time: now() });
  await withAccount(page);
  await page.goto(`${product().url}/me/close`);
  await expect(close(page)).toBeVisible();
});

test("connecting a provider begins with a fresh sign-in", async ({ page }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  await leaveTheScreen();
  await page.goto(`${product().url}/me/connect/silent`);
  await expect(page.getByRole("heading", { name: "Sign in again first" })).toBeVisible();
  const start = await page.request.get(`${product().url}/me/connect/silent/start`, {
    headers: { "sec-fetch-site": "same-origin" },
    maxRedirects: 0,
  });
  expect(start.headers()["location"]).toBe(`${product().url}/me/connect/silent`);
});

test("no dangerous act is possible at an administrator's screen that was left open", async ({ page, browser }) => {
  const context = await browser.newContext();
  const theirs = await context.newPage();
  const person = somebody();
  await signInAsSomebody(theirs, product(), person);
  await agreeToAll(theirs);
  await context.close();
  await signInAsAdministrator(page, product());
  const admin = `${product().url}/admin`;
  await page.goto(`${admin}/users`);
  await page
    .getByRole("row")
    .filter({ hasText: person.email ?? "" })
    .getByRole("link")
    .click();
  await page.getByRole("link", { name: "Suspend" }).click();
  await expect(heading(page, /^Suspend u-/)).toBeVisible();
  await leaveTheScreen();
  const before = await database().dump();
  await page.getByRole("button", { name: "Suspend account" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "Nothing was changed." })).toBeVisible();
  expect(await database().dump()).toBe(before);
  await expectNoViolations(page);

  // Lists of people are not exported, by the link or by its address.
  await page.goto(`${admin}/records`);
  await expect(page.getByRole("link", { name: "Sign in again to export" })).toBeVisible();
  for (const file of ["records/records.csv", "records/records.json", "audit/audit.csv"]) {
    const answer = await page.request.get(`${admin}/${file}`, {
      headers: { "sec-fetch-site": "same-origin" },
      maxRedirects: 0,
    });
    expect(answer.headers()["location"], file).toContain("/sign-in?again=1");
  }

  // A form keeps what was typed.
  await page.goto(`${admin}/identity-providers`);
  await page.getByRole("link", { name: "Silent Provider", exact: true }).click();
  await page.getByLabel("Subtitle").fill("For nobody");
  await page.getByRole("button", { name: "Save" }).click();
  const alert = page.getByRole("alert").filter({ hasText: "Nothing was saved" });
  await expect(alert).toBeVisible();
  await expect(page.getByLabel("Subtitle")).toHaveValue("For nobody");
  await expect(alert.getByRole("link", { name: "Sign in again in a new tab" })).toHaveAttribute("target", "_blank");
  expect(await database().dump()).toBe(before);

  await page.reload();
  await again(page).click();
  await continueAsAdministrator(page);
  await expect(heading(page, "Silent Provider")).toBeVisible();
  await expect(again(page)).toHaveCount(0);
  await page.getByLabel("Subtitle").fill("For everybody");
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByText("“Silent Provider” is saved.")).toBeVisible();
});

test("another site cannot sign a person in: they have to press the link @phone @core", async ({ page }) => {
  const before = await database().dump();
  for (const headers of [
    { "sec-fetch-site": "cross-site" },
    { "sec-fetch-site": "same-site" },
    { referer: "https://evil.example/" },
    { origin: "null" },
    {},
  ]) {
    const start = await page.request.get(`${product().url}/sign-in/silent?to=/me`, { headers, maxRedirects: 0 });
    expect(start.status(), JSON.stringify(headers)).toBe(303);
    expect(start.headers()["location"]).toBe(`${product().url}/sign-in?to=/me`);
    expect(start.headers()["set-cookie"] ?? "").toBe("");
  }
  // A real page at another address: the provider's, which redirects here.
  const asked = silent.authorizations.length;
  await page.route("http://evil.test/", (route) =>
    route.fulfill({
      contentType: "text/html",
      body: `<a id="go" href="${product().url}/sign-in/silent">Win</a>`,
    }),
  );
  await page.goto("http://evil.test/");
  await page.locator("#go").click();
  await expect(page).toHaveURL(`${product().url}/sign-in`);
  expect(silent.authorizations.length).toBe(asked);
  expect(await database().dump()).toBe(before);
  await page.getByRole("link", { name: "Continue with Silent Provider" }).click();
  await expect.poll(() => silent.authorizations.length).toBe(asked + 1);
});
