import { CompactSign, exportSPKI, generateKeyPair, SignJWT } from "jose";
import { describe, expect, test } from "vitest";
import { discover } from "./discovery.ts";
import { verifyIdToken, type IdTokenInput } from "./id-token.ts";
import {
  clientId,
  encodePart,
  expectFederationError,
  fetchOut,
  json,
  later,
  metadataPath,
  now,
  seconds,
  sign,
  testSigningKey,
  startProvider,
  subject,
  type TestProvider,
} from "./testing.ts";

async function verify(provider: TestProvider, idToken: string, overrides: Partial<IdTokenInput> = {}) {
  const metadata = await discover(provider.issuer, fetchOut, now);
  return verifyIdToken({ idToken, metadata, clientId, fetch: fetchOut, now, ...overrides });
}

/** Signs exactly this text, for claims that JSON.stringify would not write. */
const signText = ({ key: { alg, kid, privateKey } }: TestProvider, claims: string): Promise<string> =>
  new CompactSign(Buffer.from(claims)).setProtectedHeader({ alg, kid }).sign(privateKey);

describe("a valid token", () => {
  test.each(["RS256", "PS256", "ES256", "EdDSA"])("%s", async (alg) => {
    const provider = await startProvider();
    const key = await testSigningKey("signer", alg);
    provider.on("/jwks", json({ keys: [provider.key.publicJwk, key.publicJwk] }));
    const claims = await verify(provider, await provider.idToken({ name: "Ana", nickname: "" }, key));
    expect(claims).toEqual(provider.claims({ name: "Ana", nickname: "" }));
    expect(Object.getPrototypeOf(claims)).toBeNull();
  });

  // Some providers write null instead of leaving out a claim.
  test.each(["nbf", "azp", "at_hash", "auth_time", "jti", "email"])("with %s that is null", async (claim) => {
    const provider = await startProvider();
    const token = await provider.idToken({ [claim]: null });
    expect(await verify(provider, token, { accessToken: "access" })).toEqual(provider.claims());
  });

  test.each(["sub", "exp", "iat", "iss", "aud"])("never with %s that is null", async (claim) => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, await provider.idToken({ [claim]: null })), "claim-missing");
  });

  test("without a key id, if only one key fits", async () => {
    const provider = await startProvider();
    const token = await sign(provider.claims(), provider.key, { kid: undefined });
    expect((await verify(provider, token)).sub).toBe(subject);
  });

  test("with several audiences, if we are the authorized party", async () => {
    const provider = await startProvider();
    const token = await provider.idToken({ aud: [clientId, "other"], azp: clientId });
    expect((await verify(provider, token)).aud).toEqual([clientId, "other"]);
    expect((await verify(provider, await provider.idToken({ aud: [clientId] }))).sub).toBe(subject);
  });
});

describe("signature", () => {
  test("of another key under the same key id", async () => {
    const provider = await startProvider();
    const forger = await testSigningKey(provider.key.kid);
    const token = await provider.idToken({ name: "canary" }, forger);
    await expectFederationError(verify(provider, token), "signature-wrong", ["canary", token, subject]);
  });

  test("of other claims", async () => {
    const provider = await startProvider();
    const [header, , signature] = (await provider.idToken()).split(".");
    const token = [header, encodePart(provider.claims({ sub: "victim" })), signature].join(".");
    await expectFederationError(verify(provider, token), "signature-wrong", ["victim"]);
  });

  test("that is missing", async () => {
    const provider = await startProvider();
    const [header, payload] = (await provider.idToken()).split(".");
    await expectFederationError(verify(provider, `${header}.${payload}.`), "signature-wrong");
  });

  test.each(["none", "None", "NONE"])("alg %s, although the provider announces it", async (alg) => {
    const provider = await startProvider();
    const token = `${encodePart({ alg })}.${encodePart(provider.claims())}.`;
    await expectFederationError(verify(provider, token), "algorithm-not-allowed", [subject]);
  });

  test("HS256 with the public key as the secret, although the provider announces HS256", async () => {
    const provider = await startProvider();
    const { publicKey } = await generateKeyPair("RS256", { extractable: true });
    for (const secret of [await exportSPKI(publicKey), JSON.stringify(provider.key.publicJwk)]) {
      const token = await new SignJWT(provider.claims())
        .setProtectedHeader({ alg: "HS256", kid: provider.key.kid })
        .sign(new TextEncoder().encode(secret));
      await expectFederationError(verify(provider, token), "algorithm-not-allowed");
    }
  });

  test("HS256 with a symmetric key that the provider publishes", async () => {
    const provider = await startProvider();
    const secret = "k".repeat(43);
    provider.on("/jwks", json({ keys: [{ kty: "oct", k: secret, kid: "oct", alg: "HS256" }] }));
    const token = await new SignJWT(provider.claims())
      .setProtectedHeader({ alg: "HS256", kid: "oct" })
      .sign(Buffer.from(secret, "base64url"));
    await expectFederationError(verify(provider, token), "algorithm-not-allowed", [secret]);
  });

  test("by another algorithm than the chosen one, although the provider announces it", async () => {
    const provider = await startProvider();
    const token = await provider.idToken();
    expect(await verify(provider, token, { algorithm: "ES256" })).toEqual(provider.claims());
    await expectFederationError(verify(provider, token, { algorithm: "RS256" }), "algorithm-not-allowed");
    await expectFederationError(verify(provider, token, { algorithm: "none" }), "algorithm-not-allowed");
  });

  test("by an algorithm that the provider does not announce", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ id_token_signing_alg_values_supported: ["RS256"] })));
    await expectFederationError(verify(provider, await provider.idToken()), "algorithm-not-allowed");
  });

  test("with an unknown critical extension", async () => {
    const provider = await startProvider();
    const header = encodePart({ alg: "ES256", kid: provider.key.kid, crit: ["exp"], exp: 1 });
    const token = `${header}.${encodePart(provider.claims())}.${encodePart("signature")}`;
    await expectFederationError(verify(provider, token), "algorithm-not-allowed");
  });

  test("by the key in the token's own header", async () => {
    const provider = await startProvider();
    const own = await testSigningKey("own");
    const token = await sign(provider.claims(), own, { jwk: own.publicJwk, jku: `${provider.issuer}/own` });
    await expectFederationError(verify(provider, token), "key-unknown");
    expect(provider.requests).not.toContain("/own");
  });

  test.each(["", "a", "a.b", "a.b.c", "a.b.c.d.e", "....", "null"])("refuses %j", async (token) => {
    await expectFederationError(verify(await startProvider(), token), "token-malformed");
  });

  test.each(["[]", "null", '"text"', "{"])("claims that are %s", async (claims) => {
    const provider = await startProvider();
    const token = await signText(provider, claims);
    await expectFederationError(verify(provider, token), "token-malformed");
  });
});

describe("claims", () => {
  test.each([
    ["another issuer", { iss: "https://other.example" }, "issuer-wrong"],
    ["no issuer", { iss: undefined }, "claim-missing"],
    ["another audience", { aud: "other" }, "audience-wrong"],
    ["other audiences", { aud: ["other", "more"], azp: clientId }, "audience-wrong"],
    ["no audience", { aud: undefined }, "claim-missing"],
    ["an empty list of audiences", { aud: [] }, "audience-wrong"],
    ["another authorized party", { azp: "other" }, "authorized-party-wrong"],
    ["more audiences and no authorized party", { aud: [clientId, "other"] }, "authorized-party-wrong"],
    ["more audiences and another party", { aud: [clientId, "other"], azp: "other" }, "authorized-party-wrong"],
    ["no expiry", { exp: undefined }, "claim-missing"],
    ["an expiry in words", { exp: "tomorrow" }, "claim-invalid"],
    ["no time of issue", { iat: undefined }, "claim-missing"],
    ["a time of issue in words", { iat: "today" }, "claim-invalid"],
    ["no subject", { sub: undefined }, "claim-missing"],
    ["an empty subject", { sub: "" }, "subject-invalid"],
    ["a number as subject", { sub: 7 }, "subject-invalid"],
    ["a subject of 256 characters", { sub: "x".repeat(256) }, "subject-invalid"],
    ["a subject beyond ASCII", { sub: "añá" }, "subject-invalid"],
    ["a subject with NUL", { sub: "a\u0000" }, "subject-invalid"],
    ["a subject with a line feed at its end", { sub: "a\n" }, "subject-invalid"],
  ] as const)("%s", async (_name, overrides, code) => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, await provider.idToken(overrides)), code, [
      "other",
      "tomorrow",
      "x".repeat(256),
    ]);
  });

  test("the issuer with an additional slash", async () => {
    const provider = await startProvider();
    await expectFederationError(
      verify(provider, await provider.idToken({ iss: `${provider.issuer}/` })),
      "issuer-wrong",
    );
  });

  test("a token of another provider, correctly signed there", async () => {
    const [ours, theirs] = await Promise.all([startProvider(), startProvider()]);
    await expectFederationError(verify(ours, await theirs.idToken()), "signature-wrong");
  });

  test("a subject of 255 characters is accepted", async () => {
    const provider = await startProvider();
    const sub = "~".repeat(255);
    expect((await verify(provider, await provider.idToken({ sub }))).sub).toBe(sub);
  });

  test("an expiry beyond any clock", async () => {
    const provider = await startProvider();
    const claims = JSON.stringify(provider.claims({ exp: 0 })).replace('"exp":0', '"exp":1e400');
    const token = await signText(provider, claims);
    await expectFederationError(verify(provider, token), "claim-invalid");
  });

  test("__proto__ adds nothing", async () => {
    const provider = await startProvider();
    const claims = `{"__proto__":{"role":"admin"},${JSON.stringify(provider.claims()).slice(1)}`;
    const token = await signText(provider, claims);
    const verified = await verify(provider, token);
    expect(Object.keys(verified).sort()).toEqual(["aud", "exp", "iat", "iss", "sub"]);
    expect(verified["role"]).toBeUndefined();
  });

  test("a required claim is not read from __proto__", async () => {
    const provider = await startProvider();
    const claims = `{"__proto__":{"sub":"victim"},${JSON.stringify(provider.claims({ sub: undefined })).slice(1)}`;
    const token = await signText(provider, claims);
    await expectFederationError(verify(provider, token), "claim-missing", ["victim"]);
  });
});

describe("time: sixty seconds between two clocks are tolerated, and no more", () => {
  test.each([
    ["exp", -59, null],
    ["exp", -60, "expired"],
    ["iat", 60, null],
    ["iat", 61, "issued-in-future"],
    ["nbf", 60, null],
    ["nbf", 61, "not-yet-valid"],
  ] as const)("%s %i seconds from now", async (claim, offset, code) => {
    const provider = await startProvider();
    const attempt = verify(provider, await provider.idToken({ [claim]: seconds + offset }));
    if (code === null) expect((await attempt).sub).toBe(subject);
    else await expectFederationError(attempt, code);
  });

  test("the caller's clock is used", async () => {
    const provider = await startProvider();
    const token = await provider.idToken();
    await expectFederationError(verify(provider, token, { now: later(360_000) }), "expired");
    await expectFederationError(verify(provider, token, { now: later(-61_000) }), "issued-in-future");
  });
});

describe("nonce", () => {
  test("that was sent must come back", async () => {
    const provider = await startProvider();
    const token = await provider.idToken({ nonce: "nonce-a1f9" });
    expect((await verify(provider, token, { nonce: "nonce-a1f9" }))["nonce"]).toBe("nonce-a1f9");
    await expectFederationError(verify(provider, token, { nonce: "nonce-b2e8" }), "nonce-wrong", [
      "nonce-a1f9",
      "nonce-b2e8",
    ]);
    await expectFederationError(verify(provider, await provider.idToken(), { nonce: "nonce-a1f9" }), "nonce-wrong");
    await expectFederationError(
      verify(provider, await provider.idToken({ nonce: ["nonce-a1f9"] }), { nonce: "nonce-a1f9" }),
      "nonce-wrong",
    );
  });
});
