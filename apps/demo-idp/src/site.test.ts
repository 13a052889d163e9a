import { afterAll, beforeAll, expect, test } from "vitest";
import { startDemoIdp, type DemoIdp } from "./server.ts";
import { appUrl, authorizationUrl, clientSecret, TestBrowser } from "./test-browser.ts";

let idp: DemoIdp;

beforeAll(async () => {
  idp = await startDemoIdp({ port: 0, clientSecret, appUrl });
});
afterAll(() => idp.close());

test("discovery offers the code flow with PKCE and signing out", async () => {
  const metadata: unknown = await (await fetch(`${idp.issuer}/.well-known/openid-configuration`)).json();
  expect(metadata).toMatchObject({
    issuer: idp.issuer,
    response_types_supported: ["code"],
    code_challenge_methods_supported: ["S256"],
    scopes_supported: ["openid", "profile", "email", "phone", "address"],
    id_token_signing_alg_values_supported: ["RS256"],
    userinfo_endpoint: `${idp.issuer}/userinfo`,
    end_session_endpoint: `${idp.issuer}/session/end`,
  });
});

test.each([
  ["/", 200, "Nothing to do here"],
  ["/nowhere", 404, "There is no such page"],
  ["/interaction/unknown", 400, "This sign-in has ended"],
  ["/auth?client_id=nobody", 400, "This can’t go on"],
])("%s answers %i with a page", async (path, status, words) => {
  const page = await new TestBrowser(idp.issuer).open(path);
  expect(page.status).toBe(status);
  expect(page.text).toContain(words);
});

test("pages have no script, no inline style and nothing from other sites, and the policy forbids all three", async () => {
  const { text, headers } = await new TestBrowser(idp.issuer).open(authorizationUrl(idp));
  expect(text).not.toMatch(/<script|<style|\sstyle=|\son\w+=|(?:src|href|action)="(?:[a-z]+:|\/\/)/i);
  expect(headers.get("content-security-policy")).toBe(
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self' http://localhost:3999; " +
      "base-uri 'none'; frame-ancestors 'none'",
  );
  for (const path of ["/style.css", "/crest.svg"]) {
    expect((await fetch(idp.issuer + path)).status).toBe(200);
    expect(text).toContain(`"${path}"`);
  }
});
