import { decodeProtectedHeader, exportJWK, importJWK, jwtVerify, type JWK } from "jose";
import { describe, expect, test } from "vitest";
import { clientAssertion, clientKeyAlgorithm, clientKeyAlgorithms, newClientKey } from "./client-key.ts";
import { readMetadata } from "./provider-metadata.ts";
import { expectCryptoError as expectSealRefusal } from "@assent/crypto/testing";
import { expectFederationError, now, seconds, startProvider } from "./testing.ts";

const secret = "0123456789abcdef0123456789abcdef";
const seal = { secret, context: "identity-provider-key:1" };
const said = { clientId: "assent", tokenEndpoint: "https://id.example/token", now };

describe("the algorithm follows the provider's metadata", () => {
  test.each([
    ["nothing", undefined, "RS256"],
    ["both", ["RS256", "ES256", "EdDSA"], "EdDSA"],
    ["the newer name", ["Ed25519", "ES256"], "Ed25519"],
    ["ES256", ["RS256", "ES256", "HS256"], "ES256"],
    ["only RSA", ["RS256", "PS256"], "RS256"],
  ])("%s", async (_what, listed, expected) => {
    const { issuer, metadata } = await startProvider();
    const document = metadata({ token_endpoint_auth_signing_alg_values_supported: listed });
    expect(clientKeyAlgorithm(readMetadata(document, issuer))).toBe(expected);
  });

  test.each([[[]], [["none"]], [["HS256", "none"]], [["es256"]]])("no algorithm of %j is used", async (listed) => {
    const { issuer, metadata } = await startProvider();
    const document = metadata({ token_endpoint_auth_signing_alg_values_supported: listed });
    const read = async () => clientKeyAlgorithm(readMetadata(document, issuer));
    await expectFederationError(read(), "client-key-unsupported");
  });
});

describe.each(clientKeyAlgorithms)("a key for %s", (algorithm) => {
  test("publishes nothing private, and its public key verifies its signatures", async () => {
    const key = await newClientKey(algorithm, seal);
    expect(Object.keys(key.publicKey).filter((name) => !["kty", "crv", "x", "y", "n", "e"].includes(name))).toEqual([]);
    const jws = await clientAssertion(key, { ...said, ...seal });
    expect(decodeProtectedHeader(jws)).toEqual({ alg: algorithm, kid: key.kid });
    const published = await importJWK(key.publicKey as JWK, algorithm);
    const { payload } = await jwtVerify(jws, published, { currentDate: now });
    expect(payload).toEqual({
      ...{ iss: "assent", sub: "assent", aud: "https://id.example/token" },
      ...{ iat: seconds, exp: seconds + 60, jti: expect.stringMatching(/^[\w-]{36}$/) },
    });
    const again = await jwtVerify(await clientAssertion(key, { ...said, ...seal }), published, { currentDate: now });
    expect(again.payload.jti).not.toBe(payload.jti);
    const other = await newClientKey(algorithm, seal);
    await expect(jwtVerify(jws, await importJWK(other.publicKey as JWK, algorithm))).rejects.toThrow(
      "signature verification failed",
    );
    await expect(exportJWK(published)).resolves.not.toHaveProperty("d");
  });

  test("opens only for its own row and secret", async () => {
    const key = await newClientKey(algorithm, seal);
    expect(key.privateKeySealed).toMatch(/^v1\./);
    await expectSealRefusal(
      clientAssertion(key, { ...said, ...seal, context: "identity-provider-key:2" }),
      "seal-broken",
    );
    const another = { ...seal, secret: "another-secret-another-secret-12" };
    await expectSealRefusal(clientAssertion(key, { ...said, ...another }), "seal-key-unknown");
    const rotated = { ...another, previousSecrets: [secret] };
    await expect(clientAssertion(key, { ...said, ...rotated })).resolves.toMatch(/^ey/);
  });
});
