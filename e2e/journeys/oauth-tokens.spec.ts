import { expect, type Page, test } from "@playwright/test";
import * as client from "openid-client";
import { accept, tickAll } from "../consent.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { type Registered, useApplications } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// How long an application can use what it got: refresh tokens, introspection and revocation, by openid-client.
const { product, database } = withProductAndDatabase();

const application = useApplications(product);

const offline = { scope: "openid offline_access", prompt: "consent" };

const configured = ({ clientId, secret }: Registered) =>
  client.discovery(new URL(product().url), clientId, {}, client.ClientSecretBasic(secret), {
    execute: [client.allowInsecureRequests],
  });

/** The tokens of the request that the browser is sent with; `press`: what a person does on the way. */
async function tokensFor(page: Page, { party }: Registered, press: () => Promise<void> = async () => {}) {
  const back = party.comesBack();
  await page.goto(await party.signInAddress(offline));
  await press();
  const tokens = await party.tokens(await back);
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return { ...tokens, refresh: tokens.refresh_token ?? "", subject: tokens.claims()?.sub ?? "" };
}

const newcomerGets = (page: Page, application: Registered) =>
  tokensFor(page, application, async () => {
    await page.getByRole("link", { name: "Continue with Demo University" }).click();
    await fillInSomebody(page, somebody());
    await tickAll(page);
    await accept(page).click();
  });

const signOut = async (page: Page) => {
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
};

test("a refresh token that is used again ends those that came of it, and what they gave @core", async ({ page }) => {
  const library = await application("Library Portal");
  const { party } = library;
  const first = await newcomerGets(page, library);
  const second = await party.refresh(first.refresh);
  expect(second.refresh_token).not.toBe(first.refresh);
  expect((await party.userinfo(second.access_token, first.subject)).sub).toBe(first.subject);
  await expect(party.refresh(first.refresh)).rejects.toMatchObject({ error: "invalid_grant" });
  await expect(party.refresh(second.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" });
  await expect(party.userinfo(second.access_token, first.subject)).rejects.toThrow();
});

for (const [how, end] of [
  ["a sign-out", signOut],
  [
    "closing the account",
    async (page) => {
      await page.goto(`${product().url}/me/close`);
      await page.getByRole("button", { name: "Close account" }).click();
      await expect(page.getByRole("heading", { level: 1, name: /closed/ })).toBeVisible();
    },
  ],
] satisfies [string, (page: Page) => Promise<void>][]) {
  test(`refresh tokens end with ${how}, and introspection says so @core`, async ({ page }) => {
    const library = await application("Library Portal");
    const tokens = await newcomerGets(page, library);
    const config = await configured(library);
    const { clientId } = library;
    const known = { active: true, client_id: clientId, sub: tokens.subject };
    expect(await library.party.introspect(tokens.refresh)).toMatchObject(known);
    const access = await client.tokenIntrospection(config, tokens.access_token);
    expect(access).toMatchObject({
      ...known,
      scope: "openid offline_access",
      iss: product().url,
      token_type: "Bearer",
    });
    await end(page);
    await expect(library.party.refresh(tokens.refresh)).rejects.toMatchObject({ error: "invalid_grant" });
    for (const token of [tokens.refresh, tokens.access_token]) {
      expect(await library.party.introspect(token)).toEqual({ active: false });
    }
  });
}

test("a suspension stops a refresh token, and one session's end is not another's @core", async ({ page, browser }) => {
  const library = await application("Library Portal");
  const person = somebody();
  const there = await (await browser.newContext()).newPage();
  const signIn = (at: Page, agrees: boolean) =>
    tokensFor(at, library, async () => {
      await at.getByRole("link", { name: "Continue with Demo University" }).click();
      await fillInSomebody(at, person);
      if (!agrees) return;
      await tickAll(at);
      await accept(at).click();
    });
  const here = await signIn(page, true);
  const elsewhere = await signIn(there, false);
  await signOut(page);
  await expect(library.party.refresh(here.refresh)).rejects.toMatchObject({ error: "invalid_grant" });
  const renewed = await library.party.refresh(elsewhere.refresh);
  const theirs = `(select user_id from application_subject where subject = '${here.subject}')`;
  await database().run(`update users set status = 'suspended' where id = ${theirs}`);
  await expect(library.party.refresh(renewed.refresh_token ?? "")).rejects.toMatchObject({ error: "invalid_grant" });
  await there.context().close();
});

test("only the application that got a token may ask about it, or revoke it @core", async ({ page }) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop")];
  const tokens = await newcomerGets(page, library);
  for (const token of [tokens.access_token, tokens.refresh]) {
    expect(await shop.party.introspect(token)).toEqual({ active: false });
    await expect(client.tokenRevocation(await configured(shop), token)).rejects.toThrow();
  }
  expect((await library.party.userinfo(tokens.access_token, tokens.subject)).sub).toBe(tokens.subject);
  await client.tokenRevocation(await configured(library), tokens.refresh);
  await expect(library.party.refresh(tokens.refresh)).rejects.toMatchObject({ error: "invalid_grant" });
  await expect(library.party.userinfo(tokens.access_token, tokens.subject)).rejects.toThrow();
});
