import { createPublicKey, verify } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test, onTestFinished, vi } from "vitest";
import { demoPeople } from "./people.ts";
import { startDemoIdp, type DemoIdp } from "./server.ts";
import { appUrl, authorizationUrl, clientSecret, redeem, redirectUri, TestBrowser } from "./test-browser.ts";

let idp: DemoIdp;
let browser: TestBrowser;

beforeAll(async () => {
  idp = await startDemoIdp({ port: 0, clientSecret, appUrl });
});
afterAll(() => idp.close());

/** Goes from the application to the sign-in page, sends this form there, and returns. */
async function signIn(form: Record<string, string>, changes?: Record<string, string | undefined>) {
  const page = await browser.open(authorizationUrl(idp, changes));
  return browser.open(page.url, form);
}

async function claimsOf(form: Record<string, string>, changes?: Record<string, string>) {
  const { url } = await signIn(form, changes);
  return (await redeem(idp, url)).claims;
}

const decode = (part = "") => JSON.parse(Buffer.from(part, "base64url").toString()) as Record<string, unknown>;

function freshBrowser() {
  browser = new TestBrowser(idp.issuer);
}

describe("a sign-in as a demonstration account", () => {
  beforeAll(freshBrowser);

  test("shows every account, and the application that asks", async () => {
    const { text, url } = await browser.open(authorizationUrl(idp));
    expect(url.pathname).toMatch(/^\/interaction\//);
    for (const { name } of demoPeople) expect(text).toContain(name);
    expect(text).toContain("localhost:3999");
  });

  test("comes back with a code, the state and the issuer", async () => {
    const { url } = await signIn({ account: "alice" });
    expect(url.origin + url.pathname).toBe(redirectUri);
    expect(Object.fromEntries(url.searchParams)).toEqual({
      code: expect.stringMatching(/.+/),
      state: "the-state",
      iss: idp.issuer,
    });
  });

  test("has only the subject in a signed ID token, and the rest in the userinfo", async () => {
    const { idToken, claims } = await redeem(idp, (await signIn({ account: "alice" })).url);
    const [header, payload, signature] = idToken.split(".");
    const { keys } = (await (await fetch(`${idp.issuer}/jwks`)).json()) as { keys: { kid: string }[] };
    const key = keys.find(({ kid }) => kid === decode(header).kid);
    expect(decode(header).alg).toBe("RS256");
    const publicKey = createPublicKey({ key: { ...key }, format: "jwk" });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify("sha256", signed, publicKey, Buffer.from(signature ?? "", "base64url"))).toBe(true);
    expect(decode(payload)).toMatchObject({ sub: "alice", iss: idp.issuer, aud: "assent", nonce: "the-nonce" });
    expect(Object.keys(decode(payload)).sort()).toEqual(["aud", "auth_time", "exp", "iat", "iss", "nonce", "sub"]);
    expect(claims).toEqual({ ...demoPeople.find(({ subject }) => subject === "alice")?.claims, sub: "alice" });
  });

  test("sends only what the scopes request", async () => {
    expect(await claimsOf({ account: "alice" }, { scope: "openid email" })).toEqual({
      sub: "alice",
      email: "alice@demo-university.example",
      email_verified: true,
    });
  });

  test("always asks, and lets another person sign in in the same browser", async () => {
    await signIn({ account: "alice" });
    const page = await browser.open(authorizationUrl(idp));
    expect(page.text).toContain("Signed in now");
    expect((await redeem(idp, (await browser.open(page.url, { account: "bob" })).url)).claims.sub).toBe("bob");
    expect((await browser.open(authorizationUrl(idp, { prompt: "none" }))).url.searchParams.get("error")).toBe(
      "login_required",
    );
  });

  test("says when a person signed in, and asks again if that is too long ago", async () => {
    const authTime = async (changes: Record<string, string> = {}) => {
      const page = await browser.open(authorizationUrl(idp, changes));
      expect(page.text).toContain("Who would you like to be?");
      const { idToken } = await redeem(idp, (await browser.open(page.url, { account: "alice" })).url);
      return Number(decode(idToken.split(".")[1] ?? "")["auth_time"]);
    };
    const first = await authTime();
    expect(Math.abs(Date.now() / 1000 - first)).toBeLessThan(5);
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 60_000 });
    onTestFinished(() => void vi.useRealTimers());
    expect(await authTime({ prompt: "login", max_age: "0" })).toBeGreaterThanOrEqual(first + 60);
  });

  test.each(["login", "consent", "select_account"])("accepts prompt=%s", async (prompt) => {
    expect(await claimsOf({ account: "dan" }, { prompt })).toMatchObject({ sub: "dan", email_verified: false });
  });
});

describe("an invented person", () => {
  beforeAll(freshBrowser);

  test("signs in with any subject and any claims", async () => {
    const claims = JSON.stringify({ email_verified: false, realm: { roles: ["reader"] }, locale: null });
    const form = { subject: " visitor-1 ", name: "Visitor", email: "v@e.example", phone: "", claims };
    expect(await claimsOf(form)).toEqual({
      sub: "visitor-1",
      name: "Visitor",
      email: "v@e.example",
      email_verified: false,
      realm: { roles: ["reader"] },
      locale: null,
    });
  });

  test("may be a demonstration account with other claims, until its button is pressed", async () => {
    expect(await claimsOf({ subject: "carol", email: "carol@new.example" })).toMatchObject({
      sub: "carol",
      email: "carol@new.example",
    });
    expect(await claimsOf({ account: "carol" })).not.toHaveProperty("email");
  });

  test("keeps what was typed if the JSON is invalid, and can continue", async () => {
    const typed = { subject: "visitor-2", name: "A & B", email: "x", phone: "1", claims: '\n{"a": "</textarea><b>' };
    const page = await signIn(typed);
    expect(page.status).toBe(422);
    expect(page.text).toContain("<title>Error: Sign in");
    expect(page.text).toContain("This is not JSON");
    for (const shown of ['value="visitor-2"', 'value="A &amp; B"', 'value="x"', 'value="1"']) {
      expect(page.text).toContain(shown);
    }
    expect(page.text).toContain(">\n\n{&quot;a&quot;: &quot;&lt;/textarea&gt;&lt;b&gt;</textarea>");
    const { url } = await browser.open(page.url, { ...typed, claims: "" });
    expect((await redeem(idp, url)).claims).toMatchObject({ sub: "visitor-2", name: "A & B" });
  });

  test("cannot put markup into a page", async () => {
    const markup = `"'><script>alert(1)</script>`;
    const { text } = await signIn({ subject: markup, name: markup, email: markup, phone: markup, claims: markup });
    expect(text).not.toContain("<script");
    expect(text.split("&quot;&#39;&gt;&lt;script&gt;")).toHaveLength(6);
  });
});

describe("what is refused", () => {
  beforeAll(freshBrowser);

  test("cancelling is access_denied", async () => {
    const { url } = await signIn({ cancel: "yes" });
    expect(url.searchParams.get("error")).toBe("access_denied");
    expect(url.searchParams.get("state")).toBe("the-state");
    expect(url.searchParams.has("code")).toBe(false);
  });

  test("a request without PKCE is refused", async () => {
    const { url } = await browser.open(
      authorizationUrl(idp, { code_challenge: undefined, code_challenge_method: undefined }),
    );
    expect(url.searchParams.get("error")).toBe("invalid_request");
  });

  test("another redirect address is refused on a page, and never followed", async () => {
    const page = await browser.open(authorizationUrl(idp, { redirect_uri: "http://localhost:3999/other" }));
    expect(page.status).toBe(400);
    expect(page.text).toContain("invalid_redirect_uri");
  });

  test("a finished sign-in cannot be used again or in another browser", async () => {
    const page = await browser.open(authorizationUrl(idp));
    const elsewhere = await new TestBrowser(idp.issuer).open(page.url, { account: "alice" });
    expect(elsewhere.status).toBe(400);
    await browser.open(page.url, { account: "alice" });
    const again = await browser.open(page.url, { account: "alice" });
    expect(again.status).toBe(400);
    expect(again.text).toContain("This sign-in has ended");
  });

  test("a form that is far too large is refused", async () => {
    expect((await signIn({ subject: "visitor-3", claims: " ".repeat(300_000) })).status).toBe(413);
  });
});
