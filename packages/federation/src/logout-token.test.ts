import { CompactSign, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { verifyLogoutToken } from "./logout-token.ts";
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
  type TestProvider,
} from "./testing.ts";

const event = "http://schemas.openid.net/event/backchannel-logout";
const claims = (provider: TestProvider, overrides: object = {}) =>
  provider.claims({ jti: "logout-1", exp: seconds + 120, events: { [event]: {} }, ...overrides });
const logoutToken = (provider: TestProvider, overrides: object = {}, header: object = { typ: "logout+jwt" }) =>
  sign(claims(provider, overrides), provider.key, header);
const verify = (provider: TestProvider, token: string, algorithm: string | null = null) =>
  verifyLogoutToken({ logoutToken: token, issuer: provider.issuer, clientId, algorithm, fetch: fetchOut, now });

describe("a valid logout token", () => {
  test.each(["logout+jwt", "application/logout+jwt", "LOGOUT+JWT", "JWT", undefined])("typ %s", async (typ) => {
    const provider = await startProvider();
    expect(await verify(provider, await logoutToken(provider, {}, { typ }))).toEqual({
      subject,
      tokenId: "logout-1",
      expiresAt: new Date((seconds + 120) * 1000),
    });
  });

  test("may name the session too, and have unknown members", async () => {
    const provider = await startProvider();
    const token = await logoutToken(provider, { sid: "session-1", events: { [event]: { reason: "x" }, other: 1 } });
    expect((await verify(provider, token)).subject).toBe(subject);
  });
});

test("of one tenant among many ends the sessions of its own person only", async () => {
  const tid = "11111111-aaaa-4bbb-8ccc-000000000001";
  const provider = await startProvider();
  const issuer = `${provider.issuer}/{tenantid}`;
  provider.on(`/organizations${metadataPath}`, json(provider.metadata({ issuer })));
  const input = { issuer, clientId, fetch: fetchOut, now };
  const said = (overrides: object) => logoutToken(provider, { iss: `${provider.issuer}/${tid}`, tid, ...overrides });
  expect(await verifyLogoutToken({ ...input, logoutToken: await said({}) })).toMatchObject({
    subject: `${provider.issuer}/${tid} ${subject}`,
    tokenId: `${provider.issuer}/${tid} logout-1`,
  });
  const foreign = await said({ tid: "22222222-aaaa-4bbb-8ccc-000000000002" });
  await expectFederationError(verifyLogoutToken({ ...input, logoutToken: foreign }), "issuer-wrong");
});

describe("each claim with one violation", () => {
  test.each([
    ["another issuer", { iss: "https://other.example" }, "issuer-wrong"],
    ["no issuer", { iss: undefined }, "claim-missing"],
    ["another audience", { aud: "somebody-else" }, "audience-wrong"],
    ["no audience", { aud: undefined }, "claim-missing"],
    ["expired", { exp: seconds - 61 }, "expired"],
    ["no end", { exp: undefined }, "claim-missing"],
    ["an end that is text", { exp: "tomorrow" }, "claim-invalid"],
    ["a life of more than a day", { exp: seconds + 86_401 }, "claim-invalid"],
    ["issued in the future", { iat: seconds + 61 }, "issued-in-future"],
    ["no time of issue", { iat: undefined }, "claim-missing"],
    ["not valid yet", { nbf: seconds + 61 }, "not-yet-valid"],
    ["no id", { jti: undefined }, "claim-missing"],
    ["an empty id", { jti: "" }, "claim-invalid"],
    ["an id that is a number", { jti: 7 }, "claim-invalid"],
    ["an endless id", { jti: "x".repeat(256) }, "claim-invalid"],
    ["no events", { events: undefined }, "claim-missing"],
    ["another event", { events: { "https://schemas.example/other": {} } }, "claim-invalid"],
    ["an event that is no object", { events: { [event]: true } }, "claim-invalid"],
    ["an event that is null", { events: { [event]: null } }, "claim-invalid"],
    ["an event that is a list", { events: { [event]: [] } }, "claim-invalid"],
    ["events that are a list", { events: [event] }, "claim-invalid"],
    ["events that are text", { events: event }, "claim-invalid"],
    ["a nonce", { nonce: "n" }, "claim-invalid"],
    ["an empty nonce", { nonce: "" }, "claim-invalid"],
    ["a nonce that is null", { nonce: null }, "claim-invalid"],
    ["no subject, and a session id", { sub: undefined, sid: "session-1" }, "claim-missing"],
    ["an empty subject", { sub: "" }, "subject-invalid"],
    ["a subject that is a list", { sub: [subject] }, "subject-invalid"],
    ["a subject with NUL", { sub: "a\u0000" }, "subject-invalid"],
    ["a subject of 256 characters", { sub: "x".repeat(256) }, "subject-invalid"],
  ] as const)("%s", async (_, overrides, code) => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, await logoutToken(provider, overrides)), code, [subject]);
  });

  test("an event that exists on the prototype only", async () => {
    const provider = await startProvider();
    const { alg, kid, privateKey } = provider.key;
    const text = JSON.stringify(claims(provider)).replace(
      /"events":\{.*?\}\}/,
      `"events":{"__proto__":{"${event}":{}}}`,
    );
    const token = await new CompactSign(Buffer.from(text)).setProtectedHeader({ alg, kid }).sign(privateKey);
    await expectFederationError(verify(provider, token), "claim-invalid");
  });

  test("an ID token of the same provider is not a logout token", async () => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, await provider.idToken({ jti: "a", nonce: "n" })), "claim-missing", [
      subject,
    ]);
  });
});

describe("signature and type", () => {
  test("of another key under the same key id", async () => {
    const provider = await startProvider();
    const forger = await testSigningKey(provider.key.kid);
    await expectFederationError(verify(provider, await sign(claims(provider), forger)), "signature-wrong", [subject]);
  });

  test("of a key that is not published", async () => {
    const provider = await startProvider();
    await expectFederationError(
      verify(provider, await sign(claims(provider), await testSigningKey("key-9"))),
      "key-unknown",
    );
  });

  test.each(["none", "HS256"])("alg %s", async (alg) => {
    const provider = await startProvider();
    const token =
      alg === "none"
        ? `${encodePart({ alg })}.${encodePart(claims(provider))}.`
        : await new SignJWT(claims(provider))
            .setProtectedHeader({ alg, kid: provider.key.kid })
            .sign(new TextEncoder().encode(JSON.stringify(provider.key.publicJwk)));
    await expectFederationError(verify(provider, token), "algorithm-not-allowed");
  });

  test("another algorithm than the one that is chosen for its tokens", async () => {
    const provider = await startProvider();
    const token = await logoutToken(provider);
    expect(await verify(provider, token, "ES256")).toMatchObject({ subject });
    await expectFederationError(verify(provider, token, "RS256"), "algorithm-not-allowed");
  });

  test("an algorithm that the provider does not announce", async () => {
    const provider = await startProvider();
    provider.on(
      "/.well-known/openid-configuration",
      json(provider.metadata({ id_token_signing_alg_values_supported: ["RS256"] })),
    );
    await expectFederationError(verify(provider, await logoutToken(provider)), "algorithm-not-allowed");
  });

  test("an algorithm that the provider has announced since counts at once", async () => {
    const provider = await startProvider();
    const announce = (algorithm: string) =>
      provider.on(metadataPath, json(provider.metadata({ id_token_signing_alg_values_supported: [algorithm] })));
    announce("RS256");
    await expectFederationError(verify(provider, await logoutToken(provider)), "algorithm-not-allowed");
    announce("ES256");
    expect(await verify(provider, await logoutToken(provider))).toMatchObject({ subject });
  });

  test.each(["at+jwt", "secevent+jwt", "x-logout+jwt", ""])("typ %j", async (typ) => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, await logoutToken(provider, {}, { typ })), "token-type-wrong");
    expect(provider.requests, "nothing is asked of the provider").toEqual([]);
  });

  test.each(["", "a", "a.b.c", "..", `${encodePart("[]")}.e30.`])("%j is not a token", async (token) => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, token), "token-malformed");
  });

  test("unavailable keys", async () => {
    const provider = await startProvider();
    provider.on("/jwks", raw("", "text/html", 500));
    await expectFederationError(verify(provider, await logoutToken(provider)), "unexpected-status");
  });

  test("of another provider, with other keys", async () => {
    const [ours, hostile] = [await startProvider(), await startProvider()];
    const token = await sign(claims(ours), hostile.key);
    await expectFederationError(verify(ours, token), "signature-wrong");
    await expectFederationError(verify(hostile, token), "issuer-wrong");
  });
});
