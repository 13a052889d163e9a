import { type Browser, type BrowserContext, expect, test } from "@playwright/test";
import { SignJWT } from "jose";
import { expectNoViolations } from "../accessibility.ts";
import { agreeToAll, boxes } from "../consent.ts";
import { signInAsAdministrator, signInAsSomebody, somebody } from "../people.ts";
import { rowsOf } from "../rows.ts";
import { withProductAndDatabase } from "../with-product.ts";

const { product, database } = withProductAndDatabase();

const sessionName = () => `assent-${product().port}-session`;

async function sessionOf(context: BrowserContext): Promise<string | undefined> {
  return (await context.cookies(product().url)).find(({ name }) => name === sessionName())?.value;
}

test("a person is not signed in before they have decided @core", async ({ page, context }) => {
  await signInAsSomebody(page, product(), somebody());
  await boxes(page);
  const names = (await context.cookies(product().url)).map(({ name }) => name);
  expect(names.filter((name) => name.includes("session"))).toEqual([]);
  for (const path of ["/me", "/admin"]) {
    await page.goto(product().url + path);
    await expect(page).toHaveURL(/\/sign-in/);
  }
});

test("a session cookie from before the decision is replaced by it @core", async ({ page, context, browser }) => {
  const planted = "planted-by-somebody-else-planted-by-somebody";
  await context.addCookies([{ name: sessionName(), value: planted, url: product().url, httpOnly: true }]);
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  const session = await sessionOf(context);
  expect(session).toMatch(/^[\w-]{43}$/);
  expect(session).not.toBe(planted);

  const other = await browser.newContext();
  await other.addCookies([{ name: sessionName(), value: planted, url: product().url }]);
  const answer = await other.request.get(`${product().url}/me`);
  expect(answer.url()).toContain("/sign-in");
  await other.close();
});

test("the database stores a hash of the session, which opens nothing @core", async ({ page, context, browser }) => {
  await signInAsSomebody(page, product(), somebody());
  await agreeToAll(page);
  const token = (await sessionOf(context)) ?? "";
  const tables = await database().dump();
  expect(tables).not.toContain(token);
  expect(await reachesMyData(browser, token)).toBe(true);
  const hashes = rowsOf(tables, "session").flatMap((row) => row.match(/[0-9a-f]{64}/g) ?? []);
  expect(hashes.length).toBeGreaterThan(0);
  // Not as text, and not as the bytes that it may encode.
  const spelled = hashes.map((hash) => Buffer.from(hash, "hex").toString("base64url"));
  for (const value of [...hashes, ...spelled]) expect(await reachesMyData(browser, value)).toBe(false);
});

test("a sign-in that goes straight in ends the session that the browser had @core", async ({
  page,
  context,
  browser,
}) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  const before = (await sessionOf(context)) ?? "";
  expect(await reachesMyData(browser, before)).toBe(true);
  // The provider asks again; the session in the product stays.
  await context.clearCookies({ domain: "127.0.0.1" });
  await signInAsSomebody(page, product(), person);
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  const after = (await sessionOf(context)) ?? "";
  expect(after).not.toBe(before);
  expect(await reachesMyData(browser, after)).toBe(true);
  expect(await reachesMyData(browser, before)).toBe(false);
});

/** Whether a browser with this session cookie reaches My data. */
async function reachesMyData(browser: Browser, session: string): Promise<boolean> {
  const other = await browser.newContext();
  await other.addCookies([{ name: sessionName(), value: session, url: product().url }]);
  const answer = await other.request.get(`${product().url}/me`);
  await other.close();
  return new URL(answer.url()).pathname === "/me";
}

test("a form that is sent after the session has ended changes nothing, and leads to the sign-in or keeps what was typed", async ({
  page,
  context,
}) => {
  await signInAsAdministrator(page, product());
  await expect(page).toHaveURL(/\/admin/);
  await page.goto(`${product().url}/admin/resident/organisation`);
  await page.getByLabel("Everyday name").fill("Typed too late");
  const before = await database().dump();
  await context.clearCookies({ name: sessionName() });
  await page.getByRole("button", { name: "Save" }).click();
  if (test.info().project.use.javaScriptEnabled === false) {
    await expect(page.getByRole("heading", { level: 1, name: /^Sign in to/ })).toBeVisible();
    await expect(page).toHaveURL(/\/sign-in\?to=%2Fadmin%2Fresident%2Forganisation$/);
  } else {
    await expect(page.getByRole("alert").first()).toBeVisible();
    await expect(page.getByLabel("Everyday name")).toHaveValue("Typed too late");
  }
  expect(await database().dump()).toBe(before);
});

test("signing out ends the session, and at the provider too if the person wants it @core", async ({
  page,
  context,
  browser,
}) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  const session = await sessionOf(context);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "You are signed out" })).toBeVisible();
  expect(await sessionOf(context)).toBeUndefined();
  // A copy of the cookie no longer works either.
  const other = await browser.newContext();
  await other.addCookies([{ name: sessionName(), value: session ?? "", url: product().url }]);
  expect((await other.request.get(`${product().url}/me`)).url()).toContain("/sign-in");
  await other.close();

  await page.getByRole("link", { name: "Sign out at Demo University" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Sign out of Demo University?" })).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page).toHaveURL(`${product().url}/sign-in`);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await expect(page.getByRole("button", { name: "Continue as Alice Adams" })).toBeVisible();
});

test("signing out at the provider ends only the sessions of that person here, and no one else can send it", async ({
  page,
  browser,
  request,
}) => {
  const [person, other] = [somebody(), somebody()];
  const [second, others] = [await browser.newPage(), await browser.newPage()];
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await signInAsSomebody(second, product(), person);
  await expect(second).toHaveURL(`${product().url}/me`);
  await signInAsSomebody(others, product(), other);
  await agreeToAll(others);

  const address = `${product().url}/api/auth/logout/demo-university`;
  const forged = new SignJWT({ sub: person.subject, events: {} }).setProtectedHeader({ alg: "HS256" });
  const token = await forged.sign(new TextEncoder().encode("a secret that anybody could have"));
  const form = { logout_token: token };
  const answers = [
    await request.post(address, { form }),
    await request.post(address, { form: {} }),
    await request.post(address, { data: form }),
    await request.post(address, { form: { logout_token: "x".repeat(20_000) } }),
    await request.post(`${product().url}/api/auth/logout/nobody`, { form }),
  ];
  for (const answer of answers) {
    expect(answer.status()).toBe(400);
    expect(answer.headers()["cache-control"]).toBe("no-store");
    expect(await answer.json()).toEqual({ error: "invalid_request" });
  }
  expect((await request.get(address)).status()).toBe(405);
  await second.goto(`${product().url}/me`);
  await expect(second.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();

  await page.goto(`${product().providerUrl}/session/end`);
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByText("You are signed out of Demo University")).toBeVisible();
  for (const browserOfPerson of [page, second]) {
    await browserOfPerson.goto(`${product().url}/me`);
    await expect(browserOfPerson).toHaveURL(/\/sign-in/);
  }
  await others.goto(`${product().url}/me`);
  await expect(others.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  await Promise.all([second.close(), others.close()]);
});

test("a person with more details than a browser can hold sees an error, and nothing is stored", async ({
  page,
  context,
}) => {
  const before = await database().dump();
  const much = (what: string) => `${what} ${"long ".repeat(200)}`;
  const names = ["given_name", "family_name", "middle_name", "nickname", "preferred_username", "gender", "zoneinfo"];
  const parts = ["formatted", "street_address", "locality", "region", "postal_code", "country"];
  const claims = {
    ...Object.fromEntries(names.map((name) => [name, much(name)])),
    address: Object.fromEntries(parts.map((part) => [part, much(part)])),
  };
  await signInAsSomebody(page, product(), somebody({ claims }));
  await expect(page).toHaveURL(/reason=too-much-data/);
  await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
  await expect(page.getByRole("link", { name: "Back to sign-in" })).toBeVisible();
  await expectNoViolations(page);
  const cookies = (await context.cookies(product().url)).map(({ name }) => name);
  expect(cookies.filter((name) => /-(pending|session)/.test(name))).toEqual([]);
  expect(await database().dump()).toBe(before);
});

test("My data shows the source and date of each value", async ({ page }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  const year = String(new Date().getFullYear());
  for (const value of [person.email, person.phone, person.name]) {
    const item = page.getByRole("listitem").filter({ hasText: value ?? "" });
    await expect(item).toContainText(/From Demo University, since \d.+\./);
    await expect(item).toContainText(year);
  }
});

test("the list of users shows the provider, the date and what was agreed to", async ({ page, context }) => {
  const person = somebody();
  await signInAsSomebody(page, product(), person);
  await agreeToAll(page);
  await context.clearCookies();
  await signInAsAdministrator(page, product());
  await page.getByRole("link", { name: "Users" }).click();
  const row = page.getByRole("row", { name: new RegExp(person.email ?? "") });
  await expect(row).toContainText("Demo University");
  await expect(row).toContainText(String(new Date().getFullYear()));
  await expect(row).toContainText(/3 of 3/);
  await expect(row).toContainText("Active");
});
