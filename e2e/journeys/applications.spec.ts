import { createHash } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { accept, decline, tickAll } from "../consent.ts";
import { type Claims, HostileProvider } from "../hostile-provider.ts";
import { fillInSomebody, type MadeUpPerson, somebody } from "../people.ts";
import { type Registered, useApplications } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// An application that openid-client drives signs its people in through Assent.
const { product, database } = withProductAndDatabase();

const application = useApplications(product);

/** From the application to the provider's page, signs in there, and says yes to everything if asked. */
async function signInThrough(page: Page, { party }: Registered, person: MadeUpPerson) {
  await page.goto(await party.signInAddress());
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await expect(decline(page)).toBeVisible();
  await tickAll(page);
  const back = party.comesBack();
  await accept(page).click();
  const tokens = await party.tokens(await back);
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return tokens;
}

/** A signed-in person continues without a question. */
async function goStraightThrough(page: Page, { party }: Registered, parameters: Record<string, string> = {}) {
  const back = party.comesBack();
  await page.goto(await party.signInAddress(parameters));
  return back;
}

test("a newcomer comes from an application, decides, and is back with a code @phone @core", async ({ page }) => {
  const library = await application("Library Portal");
  const person = somebody();
  const tokens = await signInThrough(page, library, person);
  const claims = tokens.claims();
  expect(claims).toMatchObject({ iss: product().url, aud: library.clientId });
  // No purpose names the application, so it learns that a person signed in, and nothing about them.
  const info = await library.party.userinfo(tokens.access_token, claims?.sub ?? "");
  expect(info).toEqual({ sub: claims?.sub });
  for (const value of [person.name, person.email, person.subject]) {
    expect(JSON.stringify({ claims, info })).not.toContain(value);
  }
});

test("a signed-in person is not asked again, and each application gets another identifier @core", async ({ page }) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop", { kind: "native" })];
  const first = (await signInThrough(page, library, somebody())).claims();
  const again = await library.party.tokens(await goStraightThrough(page, library, { prompt: "none" }));
  expect(again.claims()?.sub).toBe(first?.sub);
  const other = await shop.party.tokens(await goStraightThrough(page, shop));
  expect(other.claims()?.sub).not.toBe(first?.sub);
});

test("applications with a public identifier know a person by the same one, which is not the account's", async ({
  page,
}) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop")];
  await database().run(`update application set subject_type = 'public' where id in ('${library.id}', '${shop.id}')`);
  const { sub = "" } = (await signInThrough(page, library, somebody())).claims() ?? {};
  const other = await shop.party.tokens(await goStraightThrough(page, shop));
  expect(other.claims()?.sub).toBe(sub);
  expect(sub).not.toMatch(/^[\da-f-]{36}$/);
});

test("a single-page application gets its tokens in the browser, and a page of another site does not @script", async ({
  page,
}) => {
  const [library, shop] = [await application("Library Portal", { kind: "native" }), await application("Shop")];
  await database().run(`update application set kind = 'single-page' where id = '${library.id}'`);
  const { access_token: token } = await signInThrough(page, library, somebody());
  const verifier = "v".repeat(43);
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const code = async () =>
    (await goStraightThrough(page, library, { code_challenge: challenge })).searchParams.get("code") ?? "";
  /** The status that a script of this page reads, or null if the browser keeps the answer from it. */
  const asks = (path: string, init: RequestInit) =>
    page.evaluate(
      ([address, how]) =>
        fetch(address, how).then(
          ({ status }) => status,
          () => null,
        ),
      [product().url + path, init] as const,
    );
  const exchange = async (from: string) => {
    const fields = { grant_type: "authorization_code", code: await code(), client_id: library.clientId };
    const body = new URLSearchParams({ ...fields, redirect_uri: library.party.redirectUri, code_verifier: verifier });
    await page.goto(from);
    const headers = { "content-type": "application/x-www-form-urlencoded" };
    return asks("/oidc/token", { method: "POST", headers, body: body.toString() });
  };
  const userinfo = () => asks("/oidc/userinfo", { headers: { authorization: `Bearer ${token}` } });
  expect([await exchange(library.party.url), await userinfo()]).toEqual([200, 200]);
  expect([await exchange(shop.party.url), await userinfo()]).toEqual([null, null]);
});

test("an application names the identity provider, if an administrator allows it @core @script", async ({ page }) => {
  const [portal, library] = [
    await application("Portal", { choosesProvider: true }),
    await application("Library Portal"),
  ];
  /** From a page of the application, so from another site. */
  const comeFrom = async ({ party }: Registered, hint: string) => {
    const address = await party.signInAddress({ idp_hint: hint });
    await page.goto(party.url);
    await page.evaluate((to) => location.assign(to), address);
  };
  const provider = page.getByRole("button", { name: "Continue as somebody else" });
  const choice = page.getByRole("link", { name: "Continue with Demo University" });
  await comeFrom(library, "demo-university");
  await expect(choice).toBeVisible();
  await comeFrom(portal, "other");
  await expect(choice).toBeVisible();
  await comeFrom(portal, "demo-university");
  await expect(provider).toBeVisible();
  const person = somebody();
  await fillInSomebody(page, person);
  await expect(decline(page)).toBeVisible();
  await tickAll(page);
  const back = portal.party.comesBack();
  await accept(page).click();
  const before = (await portal.party.tokens(await back)).claims();
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();

  // The same person again: sent straight to the provider, which asks them to prove who they are.
  await page.goto(await portal.party.signInAddress({ idp_hint: "demo-university", prompt: "login" }));
  const again = portal.party.comesBack();
  await fillInSomebody(page, person);
  expect((await portal.party.tokens(await again)).claims()?.sub).toBe(before?.sub);
});

test("without a session, prompt=none says so and shows nothing @core", async ({ page }) => {
  const library = await application("Library Portal");
  const back = await goStraightThrough(page, library, { prompt: "none" });
  expect(Object.fromEntries(back.searchParams)).toMatchObject({ error: "login_required", iss: product().url });
});

test("prompt=login asks at the provider although there is a session @core", async ({ page }) => {
  const library = await application("Library Portal");
  const person = somebody();
  const before = (await signInThrough(page, library, person)).claims();
  await page.goto(await library.party.signInAddress({ prompt: "login" }));
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  const back = library.party.comesBack();
  await fillInSomebody(page, person);
  const after = (await library.party.tokens(await back)).claims();
  expect(after?.sub).toBe(before?.sub);
});

// A provider with an open session answers without asking, so only its time of the last sign-in there counts.
test("prompt=login is not answered from an open session at the provider @core", async ({ page }) => {
  const silent = await HostileProvider.start();
  await product().connect({ ...silent.provider("silent"), name: "Silent Provider" });
  const library = await application("Library Portal");
  const person = somebody();
  silent.signsIn(person.subject, { email: person.email, email_verified: true });
  const pressProvider = () => page.getByRole("link", { name: "Continue with Silent Provider" }).click();
  await page.goto(await library.party.signInAddress());
  await pressProvider();
  await expect(decline(page)).toBeVisible();
  await tickAll(page);
  const first = library.party.comesBack();
  await accept(page).click();
  await library.party.tokens(await first);
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();

  const now = Math.floor(Date.now() / 1000);
  const answerWith = async (auth_time: number | undefined) => {
    silent.misbehave({ claims: (right: Claims) => ({ ...right, auth_time }) });
    await page.goto(await library.party.signInAddress({ prompt: "login" }));
    const back = library.party.comesBack();
    await pressProvider();
    const address = await back;
    await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
    return address;
  };
  for (const said of [undefined, now - 3600]) {
    expect((await answerWith(said)).searchParams.get("error"), String(said)).toBe("login_required");
  }
  expect((await library.party.tokens(await answerWith(now))).claims()?.aud).toBe(library.clientId);
  await silent.stop();
});

test("a code is used once, and a second use revokes its tokens @core", async ({ page }) => {
  const library = await application("Library Portal");
  await signInThrough(page, library, somebody());
  const back = await goStraightThrough(page, library);
  const tokens = await library.party.tokens(back);
  const sub = tokens.claims()?.sub ?? "";
  await expect(library.party.userinfo(tokens.access_token, sub)).resolves.toMatchObject({ sub });
  await expect(library.party.tokens(back)).rejects.toMatchObject({ error: "invalid_grant" });
  await expect(library.party.userinfo(tokens.access_token, sub)).rejects.toThrow();
});

test("what an application holds ends with the session, a suspension, and its own end @core", async ({ page }) => {
  const library = await application("Library Portal");
  const tokens = await signInThrough(page, library, somebody());
  const sub = tokens.claims()?.sub ?? "";
  const works = () =>
    library.party.userinfo(tokens.access_token, sub).then(
      () => true,
      () => false,
    );
  const person = `(select user_id from application_subject where subject = '${sub}')`;
  expect(await works()).toBe(true);
  await database().run(`update users set status = 'suspended' where id = ${person}`);
  expect(await works(), "suspended").toBe(false);
  await database().run(`update users set status = 'active' where id = ${person}`);
  await database().run(`update application set enabled = false where id = '${library.id}'`);
  expect(await works(), "disabled").toBe(false);
  await database().run(`update application set enabled = true where id = '${library.id}'`);
  expect(await works()).toBe(true);
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect(page.getByRole("heading", { name: "You are signed out" })).toBeVisible();
  expect(await works(), "signed out").toBe(false);
});

test("an application signs out, and the person chooses whether they sign out here too @phone @core", async ({
  page,
}) => {
  const library = await application("Library Portal");
  const tokens = await signInThrough(page, library, somebody());
  const hint = { id_token_hint: tokens.id_token ?? "", post_logout_redirect_uri: `${library.party.url}/signed-out` };
  await page.goto(library.party.signOutAddress(hint));
  await page.getByRole("button", { name: "Stay signed in" }).click();
  await expect(page).toHaveURL(/\/signed-out/);
  await page.goto(`${product().url}/me`);
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
  await page.goto(library.party.signOutAddress(hint));
  await page.getByRole("button", { name: /^Sign out of / }).click();
  await expect(page).toHaveURL(/\/signed-out/);
  await page.goto(`${product().url}/me`);
  await expect(page).toHaveURL(/\/sign-in/);
});

test("an address that was not registered, and an application that does not exist, lead nowhere @core", async ({
  page,
}) => {
  const library = await application("Library Portal");
  for (const parameters of [
    { redirect_uri: `${library.party.redirectUri}/more` },
    { redirect_uri: library.party.redirectUri.replace("/callback", "/CALLBACK") },
    { redirect_uri: "https://evil.example/callback" },
    { client_id: "client-unknown" },
  ]) {
    await page.goto(await library.party.signInAddress(parameters));
    await expect(page).toHaveURL(new RegExp(`^${product().url}/application-problem`));
    await expect(page.getByRole("heading", { level: 1, name: "You can’t continue this sign-in" })).toBeVisible();
  }
});

test("without PKCE there is no code, and another browser cannot go on with a request @core", async ({
  page,
  browser,
}) => {
  const library = await application("Library Portal");
  const plain = new URL(await library.party.signInAddress());
  plain.searchParams.delete("code_challenge");
  plain.searchParams.delete("code_challenge_method");
  const refused = library.party.comesBack();
  await page.goto(plain.href);
  expect((await refused).searchParams.get("error")).toBe("invalid_request");

  await page.goto(await library.party.signInAddress());
  const waits = new URL(page.url()).searchParams.get("to") ?? "";
  expect(waits).toMatch(/^\/sign-in\/continue\//);
  const other = await browser.newContext();
  const elsewhere = await other.newPage();
  await elsewhere.goto(product().url + waits);
  await expect(elsewhere).toHaveURL(/\/application-problem\?code=expired/);
  await other.close();
});

test("the database holds no code, no token and no word of a request in the clear @core", async ({ page, browser }) => {
  const library = await application("Library Portal");
  const tokens = await signInThrough(page, library, somebody());
  const elsewhere = await browser.newContext();
  const other = await elsewhere.newPage();
  await other.goto(await library.party.signInAddress({ login_hint: "canary@hint.example", state: "canary-state" }));
  await expect(other.getByRole("link", { name: "Continue with Demo University" })).toBeVisible();
  const dump = await database().dump();
  expect(dump).toContain(library.clientId);
  for (const secret of ["canary@hint.example", "canary-state", tokens.access_token, "kept-as-a-hash"]) {
    expect(dump).not.toContain(secret);
  }
  await elsewhere.close();
});
