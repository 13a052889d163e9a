import type { IncomingMessage } from "node:http";
import { CompactSign } from "jose";
import { describe, expect, test } from "vitest";
import { discover } from "./discovery.ts";
import type { FederationErrorCode } from "./federation-error.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import {
  clientId,
  encodePart,
  expectFederationError,
  fetchOut,
  json,
  metadataPath,
  now,
  raw,
  seconds,
  sign,
  testSigningKey,
  startProvider,
  subject,
  type TestAnswer,
  type TestProvider,
} from "./testing.ts";
import { fetchUserinfo, type UserinfoInput } from "./userinfo.ts";

async function ask(provider: TestProvider, overrides: Partial<UserinfoInput> = {}) {
  const metadata = await discover(provider.issuer, fetchOut, now);
  return fetchUserinfo({ metadata, clientId, accessToken: "access", subject, fetch: fetchOut, now, ...overrides });
}

describe("plain userinfo", () => {
  test("is returned as it was sent, and requested with the token in the header", async () => {
    const provider = await startProvider();
    let asked: IncomingMessage | undefined;
    provider.on("/userinfo", (request, response) => {
      asked = request;
      raw('{"sub":"person-1","email":"","address":{"locality":"Ulm"}}', "application/json; charset=UTF-8")(
        request,
        response,
      );
    });
    const claims = await ask(provider, { accessToken: "a.b~c+d/e==" });
    expect(claims).toEqual({ sub: subject, email: "", address: { locality: "Ulm" } });
    expect(Object.getPrototypeOf(claims)).toBeNull();
    expect(asked?.headers.authorization).toBe("Bearer a.b~c+d/e==");
    expect(asked?.url).toBe("/userinfo");
  });

  test("without the claims that are null", async () => {
    const provider = await startProvider();
    provider.on("/userinfo", json({ sub: subject, email: null, name: "Ana", address: { locality: null } }));
    expect(await ask(provider)).toEqual({ sub: subject, name: "Ana", address: { locality: null } });
  });

  test.each([
    ["another subject", { sub: "other" }, "userinfo-subject-wrong"],
    ["the subject in capitals", { sub: subject.toUpperCase() }, "userinfo-subject-wrong"],
    ["a subject in a list", { sub: [subject] }, "userinfo-subject-wrong"],
    ["an empty subject", { sub: "" }, "userinfo-subject-wrong"],
    ["null as subject", { sub: null }, "userinfo-subject-missing"],
    ["no subject", { email: "canary@idp.example" }, "userinfo-subject-missing"],
    ["a list", [], "not-json"],
    ["a string", "canary", "not-json"],
    ["null", null, "not-json"],
  ] as const)("%s is refused", async (_name, body, code) => {
    const provider = await startProvider();
    provider.on("/userinfo", json(body));
    await expectFederationError(ask(provider), code, ["other", "canary", subject]);
  });

  test("__proto__ supplies neither a subject nor a claim", async () => {
    const provider = await startProvider();
    provider.on("/userinfo", raw(`{"__proto__":{"sub":"${subject}"}}`, "application/json"));
    await expectFederationError(ask(provider), "userinfo-subject-missing");
    provider.on("/userinfo", raw(`{"sub":"${subject}","__proto__":{"role":"admin"}}`, "application/json"));
    expect(Object.keys(await ask(provider))).toEqual(["sub"]);
  });

  const answers: [name: string, answer: TestAnswer, code: FederationErrorCode][] = [
    ["HTML", raw("<html>canary", "text/html"), "unexpected-content-type"],
    ["HTML that says it is JSON", raw("<html>canary", "application/json"), "not-json"],
    ["no content type", (_request, response) => void response.end("{}"), "unexpected-content-type"],
    ["a 401", json({ error: "invalid_token", error_description: "canary" }, 401), "unexpected-status"],
    ["a 500", json({ sub: subject }, 500), "unexpected-status"],
    ["a redirect", (_request, response) => response.writeHead(302, { location: "/jwks" }).end(), "redirect-refused"],
    ["too much", json({ sub: subject, filler: "x".repeat(300_000) }), "too-large"],
    [
      "too deep",
      raw(`{"sub":"${subject}","a":${"[".repeat(50_000)}${"]".repeat(50_000)}}`, "application/json"),
      "too-deep",
    ],
  ];
  test.each(answers)("%s is refused", async (_name, answer, code) => {
    const provider = await startProvider();
    provider.on("/userinfo", answer);
    await expectFederationError(ask(provider, { accessToken: "canary-token" }), code, ["canary", subject]);
  });

  test("a server that hangs times out", async () => {
    const provider = await startProvider();
    provider.on("/userinfo", () => {});
    const hurried = guardedFetch({ allowHttpLoopback: true, timeoutMs: 60 });
    await expectFederationError(ask(provider, { fetch: hurried }), "timed-out");
  });

  test.each(["", "a b", "canary\r\nx-evil: 1", "canaryé"])("the access token %j is not sent", async (accessToken) => {
    const provider = await startProvider();
    await expectFederationError(ask(provider, { accessToken }), "access-token-invalid", ["canary"]);
    expect(provider.requests).not.toContain("/userinfo");
  });

  test("a provider without userinfo is refused", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ userinfo_endpoint: undefined })));
    await expectFederationError(ask(provider), "userinfo-not-offered");
  });
});

describe("signed userinfo", () => {
  const claimsOf = (provider: TestProvider, overrides: object = {}) => ({
    iss: provider.issuer,
    aud: clientId,
    sub: subject,
    email: "ana@idp.example",
    ...overrides,
  });

  async function askSigned(provider: TestProvider, token: string) {
    provider.on("/userinfo", raw(token, "application/jwt"));
    return ask(provider);
  }

  test("is verified with the provider's keys", async () => {
    const provider = await startProvider();
    const claims = await askSigned(provider, await sign(claimsOf(provider), provider.key));
    expect(claims).toEqual(claimsOf(provider));
  });

  test.each([
    ["another issuer", { iss: "https://other.example" }, "issuer-wrong"],
    ["no issuer", { iss: undefined }, "claim-missing"],
    ["another audience", { aud: "other" }, "audience-wrong"],
    ["no audience", { aud: undefined }, "claim-missing"],
    ["another subject", { sub: "other" }, "userinfo-subject-wrong"],
    ["no subject", { sub: undefined }, "userinfo-subject-missing"],
    ["an expiry long ago", { exp: seconds - 60 }, "expired"],
  ] as const)("%s is refused", async (_name, overrides, code) => {
    const provider = await startProvider();
    const token = await sign(claimsOf(provider, overrides), provider.key);
    await expectFederationError(askSigned(provider, token), code, ["other", "ana@"]);
  });

  test("a forged, an unsigned and an encrypted one are refused", async () => {
    const provider = await startProvider();
    const forged = await sign(claimsOf(provider), await testSigningKey(provider.key.kid));
    await expectFederationError(askSigned(provider, forged), "signature-wrong");
    const unsigned = `${encodePart({ alg: "none" })}.${encodePart(claimsOf(provider))}.`;
    await expectFederationError(askSigned(provider, unsigned), "algorithm-not-allowed");
    const header = encodePart({ alg: "RSA-OAEP", enc: "A256GCM" });
    await expectFederationError(askSigned(provider, `${header}.a.b.c.d`), "token-malformed");
  });

  test("a valid one with an error status is refused", async () => {
    const provider = await startProvider();
    const token = await sign(claimsOf(provider), provider.key);
    provider.on("/userinfo", raw(token, "application/jwt", 401));
    await expectFederationError(ask(provider), "unexpected-status");
  });

  test("an algorithm that is not announced for userinfo is refused", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ userinfo_signing_alg_values_supported: ["RS256", "none"] })));
    const token = await sign(claimsOf(provider), provider.key);
    await expectFederationError(askSigned(provider, token), "algorithm-not-allowed");
  });
});

// Whatever a provider sends that nests tens of thousands of times broke what copied it, and looked like a failure of ours.
describe("an answer that is nested deeply", () => {
  const deep = "[".repeat(80_000) + "]".repeat(80_000);

  test.each(["/userinfo", metadataPath])("at %s is refused", async (path) => {
    const provider = await startProvider();
    const whole = JSON.stringify({ ...provider.metadata(), sub: subject, more: "deep" }).replace('"deep"', deep);
    provider.on(path, raw(whole, "application/json"));
    await expectFederationError(ask(provider), "too-deep");
  });

  test("in a signed one is refused", async () => {
    const provider = await startProvider();
    const key = await testSigningKey("deep");
    provider.on("/jwks", json({ keys: [key.publicJwk] }));
    const claims = JSON.stringify({ ...provider.claims(), more: "deep" }).replace('"deep"', deep);
    const jwt = await new CompactSign(new TextEncoder().encode(claims))
      .setProtectedHeader({ alg: key.alg, kid: key.kid })
      .sign(key.privateKey);
    provider.on("/userinfo", raw(jwt, "application/jwt"));
    await expectFederationError(ask(provider), "too-deep");
  });
});
