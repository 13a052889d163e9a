import { expect, type Page, test } from "@playwright/test";
import * as client from "openid-client";
import { addPurpose } from "../administration.ts";
import { accept, agreeToAll, decline, tickAll } from "../consent.ts";
import { HostileProvider } from "../hostile-provider.ts";
import { asAdministratorOn, fillInSomebody, type MadeUpPerson, signInAsSomebody, somebody } from "../people.ts";
import { type Registered, useApplications } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// What the parameters of an application's request do, beside being accepted: OpenID Connect Core 1.0, sections 3.1.2.1
// and 5.5.
const { product, database } = withProductAndDatabase();

const application = useApplications(product);

let gold: HostileProvider;
test.beforeAll(async () => {
  gold = await HostileProvider.start();
  await product().connect({ ...gold.provider("gold"), name: "Gold Provider" });
});
test.afterAll(() => gold.stop());
test.afterEach(() => gold.misbehave());

const university = (page: Page) => page.getByRole("link", { name: "Continue with Demo University" });

/** The answer that the application gets for its request; `press`: what a person does on the way. */
async function answer(page: Page, { party }: Registered, parameters: Record<string, string>, press = async () => {}) {
  const back = party.comesBack();
  await page.goto(await party.signInAddress(parameters));
  await press();
  const address = await back;
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return address;
}

async function newcomer(page: Page, library: Registered, person: MadeUpPerson, parameters = {}) {
  const address = await answer(page, library, parameters, async () => {
    await university(page).click();
    await fillInSomebody(page, person);
    await tickAll(page);
    await accept(page).click();
  });
  return library.party.tokens(address);
}

/** Signs in through the provider that says how people proved who they are. */
async function throughGold(page: Page, library: Registered, parameters: Record<string, string>) {
  const person = somebody();
  gold.signsIn(person.subject, { email: person.email ?? "", email_verified: true });
  return answer(page, library, parameters, async () => {
    await page.getByRole("link", { name: "Continue with Gold Provider" }).click();
    await tickAll(page);
    await accept(page).click();
  });
}

test("acr_values: the application gets the acr of the person's provider, and none if that sent none", async ({
  page,
  browser,
}) => {
  const library = await application("Library Portal");
  gold.misbehave({ claims: (right) => ({ ...right, acr: "urn:gold" }) });
  const parameters = { acr_values: "urn:gold urn:silver" };
  const said = (await library.party.tokens(await throughGold(page, library, parameters))).claims();
  expect(said).toMatchObject({ acr: "urn:gold" });
  const plain = await browser.newPage();
  expect((await newcomer(plain, library, somebody(), parameters)).claims()).not.toHaveProperty("acr");
  await plain.close();
});

test("an essential acr that the provider does not send is an error for the application, not a loop", async ({
  page,
  browser,
}) => {
  const library = await application("Library Portal");
  const needs = (acr: object) => ({ claims: JSON.stringify({ id_token: { acr: { essential: true, ...acr } } }) });
  const refused = await throughGold(page, library, needs({ value: "urn:gold" }));
  expect(refused.searchParams.get("error")).toBe("unmet_authentication_requirements");
  gold.misbehave({ claims: (right) => ({ ...right, acr: "urn:gold" }) });
  const other = await browser.newPage();
  const tokens = await library.party.tokens(await throughGold(other, library, needs({ values: ["urn:gold"] })));
  expect(tokens.claims()).toMatchObject({ acr: "urn:gold" });
  await other.close();
});

test("id_token_hint: if another person signs in, the application is told, and no one is asked without end", async ({
  page,
}) => {
  const library = await application("Library Portal");
  const [asked, other] = [somebody(), somebody()];
  const hint = { id_token_hint: (await newcomer(page, library, asked)).id_token ?? "" };
  await page.context().clearCookies();
  await signInAsSomebody(page, product(), other);
  await agreeToAll(page);
  expect((await answer(page, library, { ...hint, prompt: "none" })).searchParams.get("error")).toBe("login_required");
  const signIn = (person: MadeUpPerson) => async () => {
    await university(page).click();
    await fillInSomebody(page, person);
  };
  expect((await answer(page, library, hint, signIn(other))).searchParams.get("error")).toBe("login_required");
  const right = await library.party.tokens(await answer(page, library, hint, signIn(asked)));
  const sub = right.claims()?.sub ?? "";
  expect(right.id_token).not.toBe(hint.id_token_hint);

  // The same by the claims parameter.
  const needs = (value: string) => ({ claims: JSON.stringify({ id_token: { sub: { value } } }) });
  const straight = await library.party.tokens(await answer(page, library, needs(sub)));
  expect(straight.claims()?.sub).toBe(sub);
  const stranger = await answer(page, library, needs("somebody-else"), signIn(asked));
  expect(stranger.searchParams.get("error")).toBe("login_required");
});

test("prompt=select_account: a person with a session can continue with another account", async ({ page }) => {
  const library = await application("Library Portal");
  const [first, second] = [somebody(), somebody()];
  const before = (await newcomer(page, library, first)).claims();
  await signInAsSomebody(page, product(), second);
  await agreeToAll(page);
  const choose = { prompt: "select_account" };
  const back = await answer(page, library, choose, async () => {
    await university(page).click();
    await fillInSomebody(page, first);
  });
  expect((await library.party.tokens(back)).claims()?.sub).toBe(before?.sub);
  await page.context().clearCookies();
  const anew = await answer(page, library, choose, async () => {
    await university(page).click();
    await fillInSomebody(page, first);
  });
  expect((await library.party.tokens(anew)).claims()?.sub, "without a session, once is enough").toBe(before?.sub);
});

test("max_age with prompt=none: a sign-in that is too old is not enough, and one that is not is", async ({ page }) => {
  const library = await application("Library Portal");
  await newcomer(page, library, somebody());
  await database().run("update session set authenticated_at = now() - interval '11 minutes'");
  const silently = (max_age: string) => answer(page, library, { prompt: "none", max_age });
  expect((await silently("60")).searchParams.get("error")).toBe("login_required");
  const { auth_time: at } = (await library.party.tokens(await silently("3600"))).claims() ?? {};
  expect(Math.abs(Date.now() / 1000 - 11 * 60 - Number(at))).toBeLessThan(60);
});

test("ui_locales: the pages speak the first language that is offered, and the menu goes first @phone", async ({
  page,
}) => {
  const library = await application("Library Portal");
  const language = page.locator("html");
  await page.goto(await library.party.signInAddress({ ui_locales: "tlh de-CH en" }));
  await expect(language).toHaveAttribute("lang", "de");
  await page.getByRole("link", { name: /Demo University/ }).click();
  await fillInSomebody(page, somebody());
  await expect(page.getByRole("button", { name: "Kein Konto anlegen" })).toBeVisible();
  await page.goto(await library.party.signInAddress({ ui_locales: "ar" }));
  await expect(language).toHaveAttribute("lang", "ar");
  await page.goto(await library.party.signInAddress({ ui_locales: "tlh ../en" }));
  await expect(language, "none of them is ours").toHaveAttribute("lang", "ar");
  await page
    .locator("summary")
    .filter({ has: page.locator(".sr-only") })
    .click();
  await page.getByRole("button", { name: "English", exact: true }).click();
  await expect(language).toHaveAttribute("lang", "en");
  await page.goto(await library.party.signInAddress({ ui_locales: "de" }));
  await expect(language).toHaveAttribute("lang", "en");
});

test("claims: a detail that is asked by name comes if it was agreed to, and only where it was asked", async ({
  page,
  browser,
}) => {
  const library = await application("Claims Portal", { claimsInIdToken: true });
  await asAdministratorOn(browser, product(), (admin) =>
    addPurpose(admin, {
      name: "Loans",
      description: "So that you can borrow books.",
      attributes: [{ label: "Email address" }],
      onlyFor: ["Claims Portal"],
    }),
  );
  const person = somebody();
  const claims = JSON.stringify({
    userinfo: { email: { essential: true }, phone_number: null },
    id_token: { email: null },
  });
  const tokens = await newcomer(page, library, person, { scope: "openid", claims });
  const info = await library.party.userinfo(tokens.access_token, tokens.claims()?.sub ?? "");
  // The person gave Acme the phone number too, and not the application.
  expect(info).toEqual({ sub: tokens.claims()?.sub, email: person.email });
  expect(tokens.claims()).toMatchObject({ email: person.email });
  const none = await answer(page, library, { scope: "openid", claims: JSON.stringify({ id_token: { email: null } }) });
  const other = await library.party.tokens(none);
  expect(other.claims()).toMatchObject({ email: person.email });
  expect(await library.party.userinfo(other.access_token, other.claims()?.sub ?? "")).not.toHaveProperty("email");
});

test("a pushed request is used once (RFC 9126, section 7.3)", async ({ page }) => {
  const library = await application("Library Portal");
  const { clientId, secret, party } = library;
  const execute = [client.allowInsecureRequests];
  const config = await client.discovery(new URL(product().url), clientId, {}, client.ClientSecretBasic(secret), {
    execute,
  });
  const verifier = client.randomPKCECodeVerifier();
  const address = await client.buildAuthorizationUrlWithPAR(config, {
    redirect_uri: party.redirectUri,
    scope: "openid",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  });
  const back = party.comesBack();
  await page.goto(address.href);
  await university(page).click();
  await fillInSomebody(page, somebody());
  await expect(decline(page)).toBeVisible();
  await tickAll(page);
  await accept(page).click();
  await client.authorizationCodeGrant(config, await back, { pkceCodeVerifier: verifier });
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  await page.goto(address.href);
  await expect(page).toHaveURL(/\/application-problem/);
});
