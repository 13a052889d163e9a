import { expect, type Page, test } from "@playwright/test";
import { accept, tickAll } from "../consent.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { type Registered, registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Applications are told that a session has ended, for any reason, and the person never waits for them.
const { product, database } = withProductAndDatabase();

const registered: Registered[] = [];
test.afterAll(() => registered.forEach(({ party }) => party.close()));

/** An application that gets logout tokens, with a person who is signed in to it. */
async function signedIn(page: Page) {
  const library = await registerApplication(product(), "Library Portal", { backChannel: "/back-channel" });
  registered.push(library);
  await page.goto(await library.party.signInAddress());
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, somebody());
  await tickAll(page);
  const back = library.party.comesBack();
  await accept(page).click();
  const tokens = await library.party.tokens(await back);
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return { library, claims: tokens.claims(), idToken: tokens.id_token ?? "" };
}

const signOut = async (page: Page) => {
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
};

const tokensOf = ({ party }: Registered) => party.logoutTokens;

test("signing out here signs out of the application, with a token for this session and person @core", async ({
  page,
}) => {
  const { library, claims } = await signedIn(page);
  await signOut(page);
  await expect.poll(() => tokensOf(library).length).toBe(1);
  const told = await library.party.readLogoutToken(tokensOf(library)[0] ?? "");
  expect(told).toMatchObject({ sub: claims?.sub, sid: claims?.["sid"] });
  expect(told["events"]).toEqual({ "http://schemas.openid.net/event/backchannel-logout": {} });
  await expect.poll(() => database().dump()).not.toMatch(/^logout_notice /m);
});

test("an application that fails twice gets the notice again, each time with a new token", async ({ page }) => {
  const { library } = await signedIn(page);
  library.party.refusesNext = 2;
  await signOut(page);
  for (const sent of [1, 2]) {
    await expect.poll(() => tokensOf(library).length).toBe(sent);
    expect(await database().dump()).toMatch(/^logout_notice /m);
    // Instead of waiting for the pause between two attempts.
    await database().run("update logout_notice set due_at = now()");
  }
  await expect.poll(() => tokensOf(library).length).toBe(3);
  await expect.poll(() => database().dump()).not.toMatch(/^logout_notice /m);
  const read = await Promise.all(tokensOf(library).map((token) => library.party.readLogoutToken(token)));
  expect(new Set(read.map(({ jti }) => jti)).size).toBe(3);
});

test("the end of a suspended account's sessions reaches the application", async ({ page }) => {
  const { library, claims } = await signedIn(page);
  const person = `(select user_id from application_subject where subject = '${claims?.sub}')`;
  await database().run(`delete from session where user_id = ${person}`);
  await expect.poll(() => tokensOf(library).length).toBe(1);
});

test("signing out of the application only is told to that application only, and the person does not wait", async ({
  page,
}) => {
  const { library, idToken } = await signedIn(page);
  const other = await registerApplication(product(), "Shop", { backChannel: "/back-channel" });
  registered.push(other);
  const back = other.party.comesBack();
  await page.goto(await other.party.signInAddress());
  await other.party.tokens(await back);
  library.party.refusesNext = Number.POSITIVE_INFINITY;
  const hint = { id_token_hint: idToken, post_logout_redirect_uri: `${library.party.url}/signed-out` };
  await page.goto(library.party.signOutAddress(hint));
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await expect(page).toHaveURL(/\/signed-out/);
  await expect.poll(() => tokensOf(library).length).toBe(1);
  await page.goto(`${product().url}/me`);
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  expect(tokensOf(other)).toEqual([]);
  await signOut(page);
  await expect.poll(() => tokensOf(other).length).toBe(1);
});
