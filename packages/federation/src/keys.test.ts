import { exportJWK } from "jose";
import { describe, expect, test } from "vitest";
import { discover } from "./discovery.ts";
import { guardedFetch } from "./guarded-fetch.ts";
import { verifyIdToken } from "./id-token.ts";
import {
  expectFederationError,
  clientId,
  fetchOut,
  json,
  later,
  now,
  raw,
  sign,
  testSigningKey,
  startProvider,
  type SigningKey,
  type TestProvider,
} from "./testing.ts";

async function verify(provider: TestProvider, idToken: string, at: Date = now, fetch = fetchOut) {
  const metadata = await discover(provider.issuer, fetchOut, now);
  return verifyIdToken({ idToken, metadata, clientId, fetch, now: at });
}

const loads = (provider: TestProvider) => provider.requests.filter((path) => path === "/jwks").length;

describe("keys are kept", () => {
  test("for ten minutes, and concurrent calls share one request", async () => {
    const provider = await startProvider();
    const token = await provider.idToken({ exp: now.getTime() / 1000 + 3600 });
    await Promise.all(Array.from({ length: 30 }, () => verify(provider, token)));
    await verify(provider, token, later(10 * 60_000 - 1));
    expect(loads(provider)).toBe(1);
    await verify(provider, token, later(10 * 60_000));
    expect(loads(provider)).toBe(2);
  });

  test("no longer than that: a withdrawn key stops working", async () => {
    const provider = await startProvider();
    const token = await provider.idToken({ exp: now.getTime() / 1000 + 3600 });
    await verify(provider, token);
    provider.on("/jwks", json({ keys: [(await testSigningKey("key-2")).publicJwk] }));
    await expectFederationError(verify(provider, token, later(10 * 60_000)), "key-unknown");
  });
});

describe("an unknown key", () => {
  test("is found after a rotation, by all concurrent calls, with one request", async () => {
    const provider = await startProvider();
    await verify(provider, await provider.idToken());
    const next = await testSigningKey("key-2");
    provider.on("/jwks", json({ keys: [provider.key.publicJwk, next.publicJwk] }));
    const token = await provider.idToken({}, next);
    await Promise.all(Array.from({ length: 20 }, () => verify(provider, token, later(30_000))));
    expect(loads(provider)).toBe(2);
  });

  test("is searched at most four times in thirty seconds", async () => {
    const provider = await startProvider();
    const token = await provider.idToken({}, await testSigningKey("never"));
    for (const at of [0, 1, 2, 3, 4, 29_999]) {
      await expectFederationError(verify(provider, token, later(at)), "key-unknown");
    }
    expect(loads(provider)).toBe(1 + 4);
    await expectFederationError(verify(provider, token, later(30_000)), "key-unknown");
    expect(loads(provider)).toBe(1 + 5);
  });

  // If each reading were followed by a wait, the second key and every sign-in in that time would be refused.
  test("is found twice in one sign-in, right after the keys were read", async () => {
    const provider = await startProvider();
    for (const kid of ["key-2", "key-3"]) {
      const next = await testSigningKey(kid);
      provider.on("/jwks", json({ keys: [next.publicJwk] }));
      await verify(provider, await provider.idToken({}, next));
    }
  });

  test("is not searched for a token that would fail with any key", async () => {
    const provider = await startProvider();
    await expectFederationError(verify(provider, await provider.idToken({ aud: "another" })), "audience-wrong");
    await expectFederationError(verify(provider, await provider.idToken({ exp: 1 })), "expired");
    await expectFederationError(verify(provider, "no.token"), "token-malformed");
    expect(loads(provider)).toBe(1);
  });

  test("does not affect cached keys, even if the search fails", async () => {
    const provider = await startProvider();
    const good = await provider.idToken();
    await verify(provider, good);
    provider.on("/jwks", json({}, 500));
    const unknown = await provider.idToken({}, await testSigningKey("never"));
    await expectFederationError(verify(provider, unknown, later(30_000)), "unexpected-status");
    await verify(provider, good, later(30_000));
  });

  test("of another algorithm under the same key id is unknown too", async () => {
    const provider = await startProvider();
    const rsa = await testSigningKey(provider.key.kid, "RS256");
    await expectFederationError(verify(provider, await provider.idToken({}, rsa)), "key-unknown");
  });
});

// The old key is found in the cache, so without this every sign-in would be refused for ten minutes.
describe("a key that is replaced", () => {
  test.each([
    ["under its own id", (jwk: object) => ({ ...jwk, kid: "key-1" })],
    ["without an id", ({ kid: _, ...jwk }: { kid?: string }) => jwk],
  ])("%s is found at the next token", async (_name, published) => {
    const provider = await startProvider();
    const { kid } = published({ kid: "key-1" }) as { kid?: string };
    const signed = async (key: SigningKey) => sign(provider.claims(), key, { kid });
    provider.on("/jwks", json({ keys: [published(provider.key.publicJwk)] }));
    await verify(provider, await signed(provider.key));
    const next = await testSigningKey("key-1");
    provider.on("/jwks", json({ keys: [published(next.publicJwk)] }));
    await verify(provider, await signed(next), later(1));
    await expectFederationError(verify(provider, await signed(provider.key), later(2)), "signature-wrong");
  });
});

describe("key sets that cannot be used", () => {
  test.each([
    ["a 500", json({}, 500), "unexpected-status"],
    ["HTML", raw("<html>", "text/html"), "not-json"],
    ["a list", raw("[]", "application/json"), "not-json"],
    ["an object without keys", json({}), "keys-invalid"],
    ["keys that are no list", json({ keys: {} }), "keys-invalid"],
    ["keys that are no objects", json({ keys: ["key"] }), "keys-invalid"],
    ["no key", json({ keys: [] }), "key-unknown"],
    [
      "a key of broken shape",
      json({ keys: [{ kty: "EC", crv: "P-256", kid: "key-1", alg: "ES256" }] }),
      "keys-invalid",
    ],
    ["too much of it", json({ keys: [], filler: "x".repeat(300_000) }), "too-large"],
  ] as const)("%s, and the next try works", async (_name, answer, code) => {
    const provider = await startProvider();
    const good = json({ keys: [provider.key.publicJwk] });
    provider.on("/jwks", answer);
    const token = await provider.idToken();
    await expectFederationError(verify(provider, token), code);
    provider.on("/jwks", good);
    await verify(provider, token, later(30_000));
  });

  test("one that hangs", async () => {
    const provider = await startProvider();
    provider.on("/jwks", () => {});
    const hurried = guardedFetch({ allowHttpLoopback: true, timeoutMs: 60 });
    await expectFederationError(verify(provider, await provider.idToken(), now, hurried), "timed-out");
  });

  test("one with private keys", async () => {
    const provider = await startProvider();
    const jwk = { ...(await exportJWK(provider.key.privateKey)), kid: "key-1", alg: "ES256" };
    provider.on("/jwks", json({ keys: [jwk] }));
    await expectFederationError(verify(provider, await provider.idToken()), "keys-invalid", [String(jwk.d)]);
  });

  test("a key for encryption", async () => {
    const provider = await startProvider();
    provider.on("/jwks", json({ keys: [{ ...provider.key.publicJwk, use: "enc" }] }));
    await expectFederationError(verify(provider, await provider.idToken()), "key-unknown");
  });

  test("several keys, and a token that names none", async () => {
    const provider = await startProvider();
    provider.on("/jwks", json({ keys: [provider.key.publicJwk, (await testSigningKey("key-2")).publicJwk] }));
    const token = await sign(provider.claims(), provider.key, { kid: undefined });
    await expectFederationError(verify(provider, token), "key-ambiguous");
  });
});
