import { createHash, randomBytes } from "node:crypto";
import { expect, type Page, test } from "@playwright/test";
import { decodeJwt } from "jose";
import { accept, tickAll } from "../consent.ts";
import { fillInSomebody, type MadeUpPerson, somebody } from "../people.ts";
import { type Registered, registerApplication } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// The tests of the OpenID Foundation's suite for providers, by their names there, as far as they can be run by hand:
// docs/conformance.md. Requests are written out here, because a client library would refuse to send some of them.
const { product } = withProductAndDatabase();

const registered: Registered[] = [];
test.afterAll(() => registered.forEach(({ party }) => party.close()));

const verifier = randomBytes(32).toString("base64url");
const challenge = createHash("sha256").update(verifier).digest("base64url");

type Changes = Readonly<Record<string, string | null>>;

/** An authorization request; null leaves a parameter out. */
function requestOf({ party, clientId }: Registered, changes: Changes = {}): string {
  const parameters: Changes = {
    client_id: clientId,
    redirect_uri: party.redirectUri,
    response_type: "code",
    scope: "openid",
    state: randomBytes(8).toString("hex"),
    nonce: randomBytes(8).toString("hex"),
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...changes,
  };
  const url = new URL(`${product().url}/oidc/auth`);
  for (const [name, value] of Object.entries(parameters)) if (value !== null) url.searchParams.set(name, value);
  return url.href;
}

async function application(): Promise<Registered> {
  const made = await registerApplication(product(), "Library Portal", { backChannel: "/back-channel" });
  registered.push(made);
  return made;
}

/** The answer, once the browser has shown the application's page: only then may it be sent elsewhere. */
async function arrived(page: Page, back: Promise<URL>): Promise<URLSearchParams> {
  const { searchParams } = await back;
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return searchParams;
}

async function answerTo(page: Page, app: Registered, changes: Changes): Promise<URLSearchParams> {
  const back = app.party.comesBack();
  await page.goto(requestOf(app, changes));
  return arrived(page, back);
}

interface Tokens {
  readonly access_token: string;
  readonly id_token: string;
  readonly refresh_token?: string;
}

async function tokenRequest({ party, clientId, secret }: Registered, body: Record<string, string>) {
  const authorization = `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`;
  const response = await fetch(`${product().url}/oidc/token`, {
    method: "POST",
    headers: { authorization },
    body: new URLSearchParams({ redirect_uri: party.redirectUri, code_verifier: verifier, ...body }),
  });
  return { status: response.status, body: (await response.json()) as Tokens & { error?: string } };
}

async function tokensFor(app: Registered, answer: URLSearchParams): Promise<Tokens> {
  const code = answer.get("code") ?? "";
  const { status, body } = await tokenRequest(app, { grant_type: "authorization_code", code });
  expect(status, body.error).toBe(200);
  return body;
}

/** Signs a person in at the provider, through an application, so that they have an account and a session. */
async function signIn(page: Page, app: Registered, person: MadeUpPerson): Promise<Tokens> {
  const back = app.party.comesBack();
  await page.goto(requestOf(app));
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, person);
  await tickAll(page);
  await accept(page).click();
  return tokensFor(app, await arrived(page, back));
}

test("requests of the Basic profile that must succeed", async ({ page }) => {
  const app = await application();
  const tokens = await signIn(page, app, somebody());
  const claims = decodeJwt(tokens.id_token);
  expect(claims, "oidcc-server").toMatchObject({ iss: product().url, aud: app.clientId });
  for (const [name, changes] of [
    ["oidcc-ensure-request-without-nonce-succeeds-for-code-flow", { nonce: null }],
    ["oidcc-scope-profile", { scope: "openid profile" }],
    ["oidcc-scope-email", { scope: "openid email" }],
    ["oidcc-scope-address", { scope: "openid address" }],
    ["oidcc-scope-phone", { scope: "openid phone" }],
    ["oidcc-scope-all", { scope: "openid profile email address phone" }],
    ["oidcc-ensure-other-scope-order-succeeds", { scope: "email openid" }],
    ["oidcc-display-page", { display: "page" }],
    ["oidcc-display-popup", { display: "popup" }],
    ["oidcc-prompt-none-logged-in", { prompt: "none" }],
    ["oidcc-max-age-10000", { max_age: "10000" }],
    ["oidcc-ensure-request-with-unknown-parameter-succeeds", { extra: "foobar" }],
    ["oidcc-id-token-hint", { prompt: "none", id_token_hint: tokens.id_token }],
    ["oidcc-login-hint", { login_hint: "somebody@example.com" }],
    ["oidcc-ui-locales", { ui_locales: "se" }],
    ["oidcc-claims-locales", { claims_locales: "se" }],
    ["oidcc-ensure-request-with-acr-values-succeeds", { acr_values: "1 2" }],
    ["oidcc-claims-essential", { claims: '{"userinfo":{"name":{"essential":true}}}' }],
    ["oidcc-ensure-request-with-valid-pkce-succeeds", {}],
  ] satisfies [string, Changes][]) {
    const again = decodeJwt((await tokensFor(app, await answerTo(page, app, changes))).id_token);
    expect(again.sub, name).toBe(claims.sub);
    if ("max_age" in changes) expect(again["auth_time"], name).toEqual(expect.any(Number));
    if ("nonce" in changes) expect(again["nonce"], name).toBeUndefined();
  }
});

test("requests of the Basic profile that must be refused", async ({ page, browser }) => {
  const app = await application();
  const elsewhere = await browser.newContext();
  const nobody = await elsewhere.newPage();
  const silent = await answerTo(nobody, app, { prompt: "none", state: "mine" });
  expect(Object.fromEntries(silent), "oidcc-prompt-none-not-logged-in").toMatchObject({
    error: "login_required",
    state: "mine",
  });
  const missing = await answerTo(nobody, app, { response_type: null });
  expect(missing.get("error"), "oidcc-response-type-missing").toBe("invalid_request");
  const unsigned = `${Buffer.from('{"alg":"none"}').toString("base64url")}.e30.`;
  const requested = await answerTo(nobody, app, { request: unsigned });
  expect(requested.get("error"), "oidcc-unsigned-request-object…").toBe("request_not_supported");
  for (const [name, redirect_uri] of [
    ["oidcc-ensure-registered-redirect-uri", "https://evil.example/callback"],
    ["oidcc-redirect-uri-query-added", `${app.party.redirectUri}?foo=bar`],
    ["oidcc-redirect-uri-missing", null],
  ] as const) {
    await nobody.goto(requestOf(app, { redirect_uri }));
    await expect(nobody, name).toHaveURL(/\/application-problem/);
  }
  await elsewhere.close();
  const tokens = await signIn(page, app, somebody());
  const code = (await answerTo(page, app, {})).get("code") ?? "";
  const first = await tokenRequest(app, { grant_type: "authorization_code", code });
  const second = await tokenRequest(app, { grant_type: "authorization_code", code });
  expect([first.status, second.body.error], "oidcc-codereuse").toEqual([200, "invalid_grant"]);
  expect(await userinfoStatus(first.body.access_token), "oidcc-codereuse-30seconds").toBe(401);
  expect(tokens.refresh_token, "no refresh token was asked for").toBeUndefined();
});

const userinfo = (init: RequestInit) => fetch(`${product().url}/oidc/userinfo`, init);
const userinfoStatus = async (token: string) =>
  (await userinfo({ headers: { authorization: `Bearer ${token}` } })).status;

test("userinfo by GET, and by POST with the token in the header or in the body", async ({ page }) => {
  const app = await application();
  const tokens = await signIn(page, app, somebody());
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  const body = new URLSearchParams({ access_token: tokens.access_token });
  for (const [name, init] of [
    ["oidcc-userinfo-get", { headers }],
    ["oidcc-userinfo-post-header", { method: "POST", headers }],
    ["oidcc-userinfo-post-body", { method: "POST", body }],
  ] satisfies [string, RequestInit][]) {
    const response = await userinfo(init);
    expect(await response.json(), name).toMatchObject({ sub: decodeJwt(tokens.id_token).sub });
  }
});

test("an old sign-in is not enough for max_age, and refresh tokens rotate", async ({ page }) => {
  const app = await application();
  const person = somebody();
  const before = decodeJwt((await signIn(page, app, person)).id_token);
  // oidcc-max-age-1: the person signs in again at the provider.
  await expect(async () => {
    await page.goto(requestOf(app, { max_age: "1" }));
    await expect(page).toHaveURL(/\/sign-in\?/, { timeout: 500 });
  }).toPass();
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  const back = app.party.comesBack();
  await fillInSomebody(page, person);
  const after = decodeJwt((await tokensFor(app, await arrived(page, back))).id_token);
  expect(after["auth_time"]).toBeGreaterThan(Number(before["auth_time"] ?? before.iat));

  const offline = await tokensFor(
    app,
    await answerTo(page, app, { scope: "openid offline_access", prompt: "consent" }),
  );
  const refresh = (token: string | undefined) =>
    tokenRequest(app, { grant_type: "refresh_token", refresh_token: token ?? "" });
  const renewed = await refresh(offline.refresh_token);
  expect(renewed.body.refresh_token, "oidcc-refresh-token").not.toBe(offline.refresh_token);
  expect((await refresh(offline.refresh_token)).body.error, "used again").toBe("invalid_grant");
});

test("the Config profile: the discovery document is complete and true", async ({ request }) => {
  const answer = await request.get(`${product().url}/.well-known/openid-configuration`);
  const metadata = (await answer.json()) as Record<string, unknown>;
  expect(metadata, "oidcc-discovery-endpoint-verification").toMatchObject({
    issuer: product().url,
    response_types_supported: ["code"],
    subject_types_supported: ["pairwise"],
    id_token_signing_alg_values_supported: expect.arrayContaining(["RS256", "EdDSA"]),
    code_challenge_methods_supported: ["S256"],
    claims_parameter_supported: true,
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
    backchannel_logout_session_supported: true,
  });
  for (const [name, value] of Object.entries(metadata)) {
    if (!/(_endpoint|_uri)$/.test(name)) continue;
    expect(String(value), name).toMatch(new RegExp(`^${product().url}/`));
  }
  const keys = await (await request.get(String(metadata["jwks_uri"]))).text();
  expect(keys).not.toMatch(/"(d|p|q)":/);
});

test("sign-outs of the RP-Initiated Logout profile", async ({ page }) => {
  const app = await application();
  let tokens = await signIn(page, app, somebody());
  const uri = `${app.party.url}/signed-out`;
  const end = (parameters: Record<string, string>) =>
    page.goto(`${product().url}/oidc/session/end?${new URLSearchParams(parameters).toString()}`);
  for (const [name, parameters] of [
    [
      "…-bad-post-logout-redirect-uri",
      { id_token_hint: tokens.id_token, post_logout_redirect_uri: "https://evil.example/" },
    ],
    [
      "…-query-added-to-post-logout-redirect-uri",
      { id_token_hint: tokens.id_token, post_logout_redirect_uri: `${uri}?foo=bar` },
    ],
    [
      "…-modified-id-token-hint",
      { id_token_hint: `${tokens.id_token.slice(0, -8)}AAAAAAAA`, post_logout_redirect_uri: uri },
    ],
    ["…-bad-id-token-hint", { id_token_hint: "bad", post_logout_redirect_uri: uri }],
  ] satisfies [string, Record<string, string>][]) {
    await end(parameters);
    await expect(page, name).toHaveURL(/\/application-problem/);
  }
  // Without a hint there is no address to return to; the person is still asked.
  for (const [name, parameters] of [
    ["…-no-params", {}],
    ["…-only-state", { state: "mine" }],
    ["…-no-id-token-hint", { post_logout_redirect_uri: uri }],
    ["…-no-post-logout-redirect-uri", { id_token_hint: tokens.id_token }],
  ] satisfies [string, Record<string, string>][]) {
    await end(parameters);
    await page.getByRole("button", { name: /^Sign out of / }).click();
    await expect(page, name).toHaveURL(/\/sign-out\?done=1/);
    const back = app.party.comesBack();
    await page.goto(requestOf(app));
    await page.getByRole("link", { name: "Continue with Demo University" }).click();
    await fillInSomebody(page, somebody());
    await tickAll(page);
    await accept(page).click();
    tokens = await tokensFor(app, await arrived(page, back));
  }
  await end({ id_token_hint: tokens.id_token, post_logout_redirect_uri: uri, state: "mine" });
  await page.getByRole("button", { name: /^Sign out of / }).click();
  await expect(page, "oidcc-rp-initiated-logout").toHaveURL(`${uri}?state=mine`);
  // oidcc-backchannel-rp-initiated-logout
  const { sid } = decodeJwt(tokens.id_token);
  await expect
    .poll(async () => {
      const read = await Promise.all(app.party.logoutTokens.map((token) => app.party.readLogoutToken(token)));
      return read.map((told) => told["sid"]);
    })
    .toContain(sid);
});
