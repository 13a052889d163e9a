import { expect, type Page, test } from "@playwright/test";
import { exportJWK, generateKeyPair, SignJWT, UnsecuredJWT } from "jose";
import * as client from "openid-client";
import { accept, decline, tickAll } from "../consent.ts";
import { cookieHeader, urlEncoded } from "../decision-form.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { type Registered, useApplications } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// Attacks on an OpenID provider, by the sections of RFC 9700: https://www.rfc-editor.org/rfc/rfc9700. Redirect URIs, codes
// that are used twice, and requests of another browser are in applications.spec.ts and conformance.spec.ts.
const { product, database } = withProductAndDatabase();

const application = useApplications(product);

const at = (path: string) => product().url + path;
const basic = ({ clientId, secret }: Registered) => ({
  authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}`,
});

async function post(path: string, form: Record<string, string>, headers: Record<string, string> = {}) {
  const body = new URLSearchParams(form).toString();
  const response = await fetch(at(path), { method: "POST", headers: { ...urlEncoded, ...headers }, body });
  return { status: response.status, body: (await response.json().catch(() => ({}))) as Record<string, string> };
}

/** A newcomer signs in through the application and agrees. Resolves with the address that its browser comes back to. */
async function signIn(page: Page, { party }: Registered, request: string): Promise<URL> {
  await page.goto(request);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, somebody());
  await expect(decline(page)).toBeVisible();
  await tickAll(page);
  const back = party.comesBack();
  await accept(page).click();
  const address = await back;
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  return address;
}

/** An authorization request by hand, for what openid-client would not send. */
const request = ({ clientId, party }: Registered, more: Record<string, string> = {}) =>
  at(
    `/oidc/auth?${new URLSearchParams({
      ...{ response_type: "code", client_id: clientId, redirect_uri: party.redirectUri, scope: "openid" },
      ...more,
    }).toString()}`,
  );

test("4.4, mix-up: each answer names its issuer @core", async ({ page }) => {
  const library = await application("Library Portal");
  const metadata = (await (await fetch(at("/.well-known/openid-configuration"))).json()) as Record<string, unknown>;
  expect(metadata["authorization_response_iss_parameter_supported"]).toBe(true);
  const refused = library.party.comesBack();
  await page.goto(await library.party.signInAddress({ prompt: "none" }));
  expect((await refused).searchParams.get("iss")).toBe(product().url);
  const answer = await signIn(page, library, await library.party.signInAddress());
  expect(answer.searchParams.get("iss")).toBe(product().url);
});

test("4.5, code injection: a code is of no use to another flow or application @core", async ({ page }) => {
  const [library, shop] = [await application("Library Portal"), await application("Shop")];
  const address = await signIn(page, library, await library.party.signInAddress());
  const stolen = {
    grant_type: "authorization_code",
    code: address.searchParams.get("code") ?? "",
    redirect_uri: library.party.redirectUri,
  };
  const other = { ...stolen, code_verifier: client.randomPKCECodeVerifier() };
  expect(await post("/oidc/token", other, basic(library))).toMatchObject({
    status: 400,
    body: { error: "invalid_grant" },
  });
  expect(await post("/oidc/token", other, basic(shop))).toMatchObject({
    status: 400,
    body: { error: "invalid_grant" },
  });
  expect(await post("/oidc/token", stolen, basic(library))).toMatchObject({ body: { error: "invalid_grant" } });
});

test("4.8, PKCE downgrade: a plain challenge, or a verifier without a challenge, is refused @core", async ({
  page,
}) => {
  const library = await application("Library Portal");
  await database().run(`update application set pkce_required = false where client_id = '${library.clientId}'`);
  const plain = library.party.comesBack();
  await page.goto(request(library, { code_challenge: "a".repeat(43), code_challenge_method: "plain" }));
  expect((await plain).searchParams.get("error")).toBe("invalid_request");
  const address = await signIn(page, library, request(library));
  const form = {
    ...{ grant_type: "authorization_code", code: address.searchParams.get("code") ?? "" },
    ...{ redirect_uri: library.party.redirectUri, code_verifier: client.randomPKCECodeVerifier() },
  };
  expect(await post("/oidc/token", form, basic(library))).toMatchObject({ body: { error: "invalid_grant" } });
});

test("4.2, 4.3 and 4.16: no answer can be framed, cached, or tell the next page its address @core", async () => {
  const library = await application("Library Portal");
  const answers = await Promise.all([
    fetch(request(library, { redirect_uri: "https://attacker.example/" }), { redirect: "manual" }),
    fetch(request(library), { redirect: "manual" }),
    fetch(at("/oidc/userinfo")),
    fetch(at("/oidc/token"), { method: "POST" }),
    fetch(at("/oidc/session/end"), { redirect: "manual" }),
  ]);
  for (const { url, headers } of answers) {
    expect([url, headers.get("x-frame-options")]).toEqual([url, "DENY"]);
    expect([url, headers.get("content-security-policy")]).toEqual([
      url,
      expect.stringContaining("frame-ancestors 'none'"),
    ]);
    expect([url, headers.get("referrer-policy")]).toEqual([url, "no-referrer"]);
    expect([url, headers.get("cache-control")]).toEqual([url, expect.stringContaining("no-store")]);
  }
});

test("4.3, token leakage: no token comes in an address, and none is taken from one @core", async ({ page }) => {
  const library = await application("Library Portal");
  for (const type of ["token", "id_token", "code id_token", "id_token token"]) {
    const back = library.party.comesBack();
    await page.goto(request(library, { response_type: type, nonce: "n", response_mode: "query" }));
    const answer = await back;
    expect([type, answer.searchParams.get("error")]).toEqual([
      type,
      expect.stringMatching(/^(unsupported_response_type|invalid_request)$/),
    ]);
    expect(answer.href).not.toMatch(/token=/);
  }
  const tokens = await library.party.tokens(await signIn(page, library, await library.party.signInAddress()));
  const response = await fetch(at(`/oidc/userinfo?access_token=${tokens.access_token}`));
  expect(response.status).toBeGreaterThanOrEqual(400);
  expect(await response.text()).not.toContain("sub");
});

test("4.7, CSRF: another site cannot sign a person out @core", async ({ page }) => {
  const library = await application("Library Portal");
  const tokens = await library.party.tokens(await signIn(page, library, await library.party.signInAddress()));
  // Asked, and not pressed: what is confirmed without the word of the page changes nothing.
  await page.goto(library.party.signOutAddress({ id_token_hint: tokens.id_token ?? "" }));
  const cookie = await cookieHeader(page, product().url);
  for (const xsrf of ["", "guessed", "0".repeat(48)]) {
    const body = new URLSearchParams({ xsrf, logout: "yes" }).toString();
    const init = {
      method: "POST",
      headers: { ...urlEncoded, cookie, accept: "text/html" },
      body,
      redirect: "manual",
    } as const;
    expect((await fetch(at("/oidc/session/end/confirm"), init)).headers.get("location")).toContain(
      "/application-problem",
    );
  }
  await page.goto(at("/me"));
  await expect(page.getByRole("heading", { level: 1, name: "My data and consents" })).toBeVisible();
});

test("2.5, key confusion: an application proves itself with its own private key, once @core", async () => {
  const reporting = await application("Reporting");
  const [own, stranger] = await Promise.all([generateKeyPair("ES256"), generateKeyPair("ES256")]);
  const publicKey = { ...(await exportJWK(own.publicKey)), kid: "one", alg: "ES256", use: "sig" };
  await database().run(`
    delete from application_secret where application_id = '${reporting.id}';
    update application set auth_method = 'private_key_jwt', jwks = '${JSON.stringify({ keys: [publicKey] })}'
      where id = '${reporting.id}'`);
  const { clientId } = reporting;
  const claims = (over: Record<string, unknown> = {}) => {
    const now = Math.floor(Date.now() / 1000);
    return {
      iss: clientId,
      sub: clientId,
      aud: product().url,
      iat: now,
      exp: now + 60,
      jti: crypto.randomUUID(),
      ...over,
    };
  };
  type Key = Parameters<SignJWT["sign"]>[0];
  const sign = (over: Record<string, unknown>, key: Key = own.privateKey, alg = "ES256") =>
    new SignJWT(claims(over)).setProtectedHeader({ alg, kid: "one" }).sign(key);
  const ask = (assertion: string) =>
    post("/oidc/token", {
      ...{ grant_type: "client_credentials", scope: "may-process", client_id: clientId, client_assertion: assertion },
      client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
    });
  const good = await sign({});
  expect((await ask(good)).status).toBe(200);
  const bytes = (text: string) => new TextEncoder().encode(text.padEnd(32, " "));
  const forged: readonly [string, string | Promise<string>][] = [
    ["the same once more", good],
    ["a key of someone else", sign({}, stranger.privateKey)],
    ["the public key as a shared secret", sign({}, bytes(JSON.stringify(publicKey)), "HS256")],
    ["no signature", new UnsecuredJWT(claims()).encode()],
    ["for another server", sign({ aud: "https://attacker.example/token" })],
    ["of another application", sign({ iss: "other", sub: "other" })],
    ["that is over", sign({ exp: Math.floor(Date.now() / 1000) - 60 })],
    ["without an id", sign({ jti: undefined })],
  ];
  for (const [what, assertion] of forged) {
    const { status, body } = await ask(await assertion);
    expect([what, status >= 400, body["error"]]).toEqual([
      what,
      true,
      expect.stringMatching(/^invalid_(client|request)$/),
    ]);
    expect(body).not.toHaveProperty("access_token");
  }
});

test("4.15, impersonation: a program's token is not a person's @core", async () => {
  const library = await application("Library Portal");
  const form = { grant_type: "client_credentials", scope: "may-process" };
  const { body } = await post("/oidc/token", form, basic(library));
  const token = body["access_token"] ?? "";
  expect(token).not.toBe("");
  const response = await fetch(at("/oidc/userinfo"), { headers: { authorization: `Bearer ${token}` } });
  expect(response.status).toBe(401);
  expect(await post("/oidc/token/introspection", { token }, basic(library))).not.toMatchObject({
    body: { active: true },
  });
  // Someone who keeps no secret gets no token for themselves.
  await database().run(`
    delete from application_secret where application_id = '${library.id}';
    update application set auth_method = 'none', kind = 'native' where id = '${library.id}'`);
  const refused = await post("/oidc/token", { ...form, client_id: library.clientId });
  expect(refused).toMatchObject({ status: 400, body: { error_description: expect.stringContaining("grant type") } });
});
