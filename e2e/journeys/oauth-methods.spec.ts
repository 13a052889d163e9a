import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, type Page, test } from "@playwright/test";
import * as client from "openid-client";
import { accept, decline, tickAll } from "../consent.ts";
import { fillInSomebody, somebody } from "../people.ts";
import { type Registered, registerClient, useApplications } from "../registered-application.ts";
import { withProductAndDatabase } from "../with-product.ts";

// What an application may use beside the plain code flow, each as openid-client sends it.
const { product, database } = withProductAndDatabase();

const application = useApplications(product);

const configured = ({ clientId }: Pick<Registered, "clientId">, auth: client.ClientAuth) =>
  client.discovery(new URL(product().url), clientId, {}, auth, { execute: [client.allowInsecureRequests] });

interface NewRequest {
  readonly verifier: string;
  readonly parameters: Record<string, string>;
}

async function newRequest(redirectUri: string): Promise<NewRequest> {
  const verifier = client.randomPKCECodeVerifier();
  const parameters = {
    redirect_uri: redirectUri,
    scope: "openid email",
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: "S256",
  };
  return { verifier, parameters };
}

/** A newcomer goes to this address, signs in and agrees. */
async function newcomerAgrees(page: Page, address: URL): Promise<void> {
  await page.goto(address.href);
  await page.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(page, somebody());
  await expect(decline(page)).toBeVisible();
  await tickAll(page);
  await accept(page).click();
}

test("the secret in the body, a pushed request (RFC 9126), and a revoked token (RFC 7009)", async ({ page }) => {
  const library = await application("Library Portal");
  await database().run(`update application set auth_method = 'client_secret_post' where id = '${library.id}'`);
  const config = await configured(library, client.ClientSecretPost(library.secret));
  const { verifier, parameters } = await newRequest(library.party.redirectUri);
  const address = await client.buildAuthorizationUrlWithPAR(config, parameters);
  expect([...address.searchParams.keys()].sort()).toEqual(["client_id", "request_uri"]);
  const back = library.party.comesBack();
  await newcomerAgrees(page, address);
  const tokens = await client.authorizationCodeGrant(config, await back, { pkceCodeVerifier: verifier });
  const subject = tokens.claims()?.sub ?? "";
  expect((await client.fetchUserInfo(config, tokens.access_token, subject)).sub).toBe(subject);
  await client.tokenRevocation(config, tokens.access_token);
  await expect(client.fetchUserInfo(config, tokens.access_token, subject)).rejects.toThrow();

  // The address of a pushed request works once, and for its own application.
  const shop = await application("Shop");
  const again = await client.buildAuthorizationUrlWithPAR(
    config,
    (await newRequest(library.party.redirectUri)).parameters,
  );
  again.searchParams.set("client_id", shop.clientId);
  await page.goto(again.href);
  await expect(page).toHaveURL(/\/application-problem/);
});

test("a token that is bound to a key of the application is of no use without it (DPoP, RFC 9449)", async ({ page }) => {
  const library = await application("Library Portal");
  const config = await configured(library, client.ClientSecretBasic(library.secret));
  const DPoP = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
  const { verifier, parameters } = await newRequest(library.party.redirectUri);
  const back = library.party.comesBack();
  await newcomerAgrees(page, client.buildAuthorizationUrl(config, parameters));
  const checks = { pkceCodeVerifier: verifier };
  const tokens = await client.authorizationCodeGrant(config, await back, checks, undefined, { DPoP });
  expect(tokens.token_type).toBe("dpop");
  const subject = tokens.claims()?.sub ?? "";
  expect((await client.fetchUserInfo(config, tokens.access_token, subject, { DPoP })).sub).toBe(subject);
  const other = client.getDPoPHandle(config, await client.randomDPoPKeyPair("ES256"));
  await expect(client.fetchUserInfo(config, tokens.access_token, subject, { DPoP: other })).rejects.toThrow();
  const bearer = { headers: { authorization: `Bearer ${tokens.access_token}` } };
  expect((await fetch(`${product().url}/oidc/userinfo`, bearer)).status).toBe(401);
});

test("ID tokens and logout tokens signed with EdDSA, for an application that is set up so", async ({ page }) => {
  const library = await application("Library Portal", { backChannel: "/logout" });
  await database().run(`update application set id_token_algorithm = 'EdDSA' where id = '${library.id}'`);
  const metadata = { id_token_signed_response_alg: "EdDSA" };
  const auth = client.ClientSecretBasic(library.secret);
  const execute = [client.allowInsecureRequests];
  const config = await client.discovery(new URL(product().url), library.clientId, metadata, auth, { execute });
  const { verifier, parameters } = await newRequest(library.party.redirectUri);
  const back = library.party.comesBack();
  await newcomerAgrees(page, client.buildAuthorizationUrl(config, parameters));
  const tokens = await client.authorizationCodeGrant(config, await back, { pkceCodeVerifier: verifier });
  const headOf = (jwt = "") => JSON.parse(Buffer.from(jwt.split(".")[0] ?? "", "base64url").toString()) as object;
  expect(headOf(tokens.id_token)).toMatchObject({ alg: "EdDSA" });
  await expect(page.getByRole("heading", { name: "Library" })).toBeVisible();
  await page.goto(`${product().url}/me`);
  await page.getByRole("button", { name: "Sign out" }).first().click();
  await expect.poll(() => library.party.logoutTokens.length).toBe(1);
  const [token = ""] = library.party.logoutTokens;
  expect(headOf(token)).toMatchObject({ alg: "EdDSA", typ: "logout+jwt" });
  expect(await library.party.readLogoutToken(token)).toMatchObject({ sub: tokens.claims()?.sub });
});

test("an answer that is posted (Form Post Response Mode), with and without a script @phone", async ({ page }) => {
  let came: (form: URLSearchParams) => void = () => undefined;
  const posted = new Promise<URLSearchParams>((done) => (came = done));
  const server = createServer((request, response) => {
    void request.toArray().then((parts) => {
      if (request.method === "POST") came(new URLSearchParams(parts.join("")));
      response.setHeader("content-type", "text/html").end("<!doctype html><title>Library</title><h1>Library</h1>");
    });
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const redirectUri = `http://127.0.0.1:${(server.address() as AddressInfo).port}/callback`;
  const made = await registerClient(product(), "Library Portal", { redirectUri, signOutUri: `${redirectUri}/out` });
  const config = await configured(made, client.ClientSecretBasic(made.secret));
  const { verifier, parameters } = await newRequest(redirectUri);
  await newcomerAgrees(page, client.buildAuthorizationUrl(config, { ...parameters, response_mode: "form_post" }));
  // Without a script the library's page has a button.
  const button = page.getByRole("button", { name: "Continue" });
  const library = page.getByRole("heading", { name: "Library" });
  await expect(button.or(library)).toBeVisible();
  if (await button.isVisible()) await button.click();
  await expect(library).toBeVisible();
  const form = await posted;
  expect(form.get("iss")).toBe(product().url);
  const tokens = await client.authorizationCodeGrant(config, new Request(redirectUri, { method: "POST", body: form }), {
    pkceCodeVerifier: verifier,
  });
  expect(tokens.claims()?.sub).not.toBe("");
  server.close();
});

test("a request that is posted, and a redirect URI with a query of its own", async () => {
  const library = await application("Library Portal");
  const { redirectUri } = library.party;
  await database().run(`insert into application_redirect_uri (application_id, kind, uri)
    values ('${library.id}', 'sign-in', '${redirectUri}?from=assent')`);
  const send = async (method: "GET" | "POST", uri: string) => {
    const { parameters } = await newRequest(uri);
    const form = new URLSearchParams({ ...parameters, client_id: library.clientId, response_type: "code" });
    const address = `${product().url}/oidc/auth`;
    const response = await (method === "POST"
      ? fetch(address, { method: "POST", body: form, redirect: "manual" })
      : fetch(`${address}?${form.toString()}`, { redirect: "manual", headers: { accept: "text/html" } }));
    return [response.status, response.headers.get("location")];
  };
  const waits = [303, expect.stringMatching(/\/sign-in\/continue\/[\w-]+\//)];
  const refused = [302, expect.stringContaining("/application-problem")];
  expect(await send("GET", redirectUri)).toEqual(waits);
  const [status, location] = await send("POST", redirectUri);
  expect(status).toBe(303);
  const byGet = await fetch(new URL(String(location), product().url), { redirect: "manual" });
  expect([byGet.status, byGet.headers.get("location")]).toEqual(waits);
  const large = await fetch(`${product().url}/oidc/auth`, { method: "POST", body: `state=${"a".repeat(9000)}` });
  expect(large.status).toBe(413);
  expect(await send("GET", `${redirectUri}?from=assent`)).toEqual(waits);
  for (const wrong of ["?from=elsewhere", "?from=assent&more=1", "?"]) {
    expect(await send("GET", redirectUri + wrong), wrong).toEqual(refused);
  }
});

test("a sign-in in a window that the application opened comes back to it @script", async ({ page }) => {
  const library = await application("Library Portal");
  await page.goto(library.party.url);
  const address = await library.party.signInAddress();
  const opened = page.waitForEvent("popup");
  await page.evaluate((to) => void window.open(to, "sign-in", "popup"), address);
  const popup = await opened;
  await popup.getByRole("link", { name: "Continue with Demo University" }).click();
  await fillInSomebody(popup, somebody());
  await expect(decline(popup)).toBeVisible();
  await tickAll(popup);
  const back = library.party.comesBack();
  await accept(popup).click();
  const tokens = await library.party.tokens(await back);
  expect(tokens.claims()?.sub).toBeTruthy();
  await expect(popup.getByRole("heading", { name: "Library" })).toBeVisible();
});
