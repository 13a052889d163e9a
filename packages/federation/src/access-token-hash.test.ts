import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { verifyIdToken } from "./id-token.ts";
import { clientId, expectFederationError, fetchOut, json, now, testSigningKey, startProvider } from "./testing.ts";

const half = (name: string, text: string) => {
  const hash = createHash(name).update(text).digest();
  return hash.subarray(0, hash.length / 2).toString("base64url");
};

/** An ID token with this `at_hash`, signed with this algorithm, for the access token "access". */
async function verifying(at_hash: unknown, algorithm = "ES256") {
  const provider = await startProvider();
  const key = await testSigningKey("key-2", algorithm);
  provider.on("/jwks", json({ keys: [key.publicJwk] }));
  const metadata = provider.metadata({ id_token_signing_alg_values_supported: [algorithm] });
  const idToken = await provider.idToken({ at_hash }, key);
  return verifyIdToken({
    ...{ idToken, clientId, accessToken: "access", fetch: fetchOut, now },
    metadata: metadata as never,
  });
}

describe("the access token that an ID token names", () => {
  // The example of Core 1.0, appendix A.3 and A.4, has the token jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y.
  test("matches the specification's example", () =>
    expect(half("sha256", "jHkWEdUXMU1BwAsC4vtUsZwnNvTIxEl0z9K3vx5KF0Y")).toBe("77QmUPtjPfzWtF2AnpK9RQ"));

  test.each([
    ["ES256", "sha256"],
    ["RS256", "sha256"],
    ["PS384", "sha384"],
    ["RS512", "sha512"],
    ["EdDSA", "sha512"],
  ])("by %s with %s", async (algorithm, hash) => {
    expect(await verifying(half(hash, "access"), algorithm)).toMatchObject({ at_hash: half(hash, "access") });
  });

  test("may be left out", async () => expect(await verifying(undefined)).not.toHaveProperty("at_hash"));

  test.each([
    ["another one", half("sha256", "another")],
    ["one with another hash", half("sha512", "access")],
    ["the whole hash", createHash("sha256").update("access").digest("base64url")],
    ["nothing", ""],
    ["not text", 7],
    ["a list", [half("sha256", "access")]],
  ])("%s is refused", (_, said) => expectFederationError(verifying(said), "access-token-hash-wrong"));

  test("null counts as left out, as any claim that is null does", async () => {
    expect((await verifying(null)).sub).toBeDefined();
  });
});
