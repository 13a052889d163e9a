import { describe, expect, test } from "vitest";
import { readIdentity, type IdentityInput } from "./identity.ts";
import {
  clientId,
  expectFederationError,
  fetchOut,
  json,
  later,
  metadataPath,
  now,
  testSigningKey,
  startProvider,
  subject,
  type TestProvider,
} from "./testing.ts";

const read = (provider: TestProvider, idToken: string, overrides: Partial<IdentityInput> = {}) =>
  readIdentity({
    issuer: provider.issuer,
    clientId,
    idToken,
    accessToken: "access",
    fetch: fetchOut,
    now,
    ...overrides,
  });

describe("claims of both sources", () => {
  test("userinfo adds claims that the ID token lacks or has as null; an empty string stays", async () => {
    const provider = await startProvider();
    provider.on(
      "/userinfo",
      json({ sub: subject, name: "Other", email: "ana@idp.example", phone_number: "1", locale: "" }),
    );
    const identity = await read(provider, await provider.idToken({ name: "Ana", email: null, phone_number: "" }));
    expect(identity.subject).toBe(subject);
    expect(identity.claims).toEqual(
      provider.claims({ name: "Ana", email: "ana@idp.example", phone_number: "", locale: "" }),
    );
    expect(Object.getPrototypeOf(identity.claims)).toBeNull();
  });

  test("no protocol claim comes from userinfo, not even one that the ID token lacks", async () => {
    const provider = await startProvider();
    const lies = { iss: "x", aud: "x", exp: 1, iat: 1, nbf: 1, jti: "x", nonce: "x", azp: "x", auth_time: 1, acr: "x" };
    provider.on(
      "/userinfo",
      json({ ...lies, amr: ["x"], at_hash: "x", c_hash: "x", sid: "x", sub: subject, name: "Ana" }),
    );
    const identity = await read(provider, await provider.idToken({ nonce: "n" }), { nonce: "n" });
    expect(identity.claims).toEqual(provider.claims({ nonce: "n", name: "Ana" }));
    expect(identity.authentication).toEqual({ at: null, acr: null });
  });

  test("userinfo's verified flag is not applied to another address of the ID token", async () => {
    const provider = await startProvider();
    provider.on("/userinfo", json({ sub: subject, email: "own@idp.example", email_verified: true }));
    const { claims } = await read(provider, await provider.idToken({ email: "ceo@idp.example" }));
    expect(claims).toMatchObject({ email: "ceo@idp.example" });
    expect(claims).not.toHaveProperty("email_verified");
    const same = await read(provider, await provider.idToken({ email: "own@idp.example" }));
    expect(same.claims).toMatchObject({ email: "own@idp.example", email_verified: true });
  });

  test("an ID token's verified flag is not applied to an address that only userinfo has", async () => {
    const provider = await startProvider();
    provider.on("/userinfo", json({ sub: subject, email: "typed@idp.example", phone_number: "+44 7700 900123" }));
    const { claims } = await read(
      provider,
      await provider.idToken({ email_verified: true, phone_number_verified: true }),
    );
    expect(claims).toMatchObject({ email: "typed@idp.example", phone_number: "+44 7700 900123" });
    expect(claims).not.toHaveProperty("email_verified");
    expect(claims).not.toHaveProperty("phone_number_verified");
  });

  test("Entra's word for the domain of an address is not applied to an address that only userinfo has", async () => {
    const provider = await startProvider();
    const told = async (idToken: object) => {
      const token = await provider.idToken(idToken);
      const read = { issuer: provider.issuer, clientId, idToken: token, accessToken: "access", fetch: fetchOut, now };
      return (await readIdentity(read)).claims;
    };
    provider.on("/userinfo", json({ sub: subject, email: "a@idp.example" }));
    expect(await told({ xms_edov: 1 })).not.toHaveProperty("xms_edov");
    expect(await told({ xms_edov: 1, email: "a@idp.example" })).toMatchObject({ xms_edov: 1, email: "a@idp.example" });
  });

  test("a provider without userinfo is read from its ID token only", async () => {
    const provider = await startProvider();
    provider.on(metadataPath, json(provider.metadata({ userinfo_endpoint: undefined })));
    const identity = await read(provider, await provider.idToken({ name: "Ana" }));
    expect(identity).toMatchObject({ subject, claims: provider.claims({ name: "Ana" }) });
    expect(provider.requests).not.toContain("/userinfo");
  });

  test("a second sign-in needs one request, because metadata and keys are cached", async () => {
    const provider = await startProvider();
    await read(provider, await provider.idToken());
    await read(provider, await provider.idToken());
    expect(provider.requests).toEqual([metadataPath, "/jwks", "/userinfo", "/userinfo"]);
  });
});

describe("a provider that changes its algorithm with its keys", () => {
  const changed = async () => {
    const provider = await startProvider();
    const announce = (...algorithms: string[]) =>
      provider.on(metadataPath, json(provider.metadata({ id_token_signing_alg_values_supported: algorithms })));
    announce("ES256");
    await read(provider, await provider.idToken());
    const key = await testSigningKey("key-2", "RS256");
    provider.on("/jwks", json({ keys: [key.publicJwk] }));
    return { provider, announce, idToken: () => provider.idToken({}, key) };
  };

  test("signs people in at once, because its metadata are read again", async () => {
    const { provider, announce, idToken } = await changed();
    announce("RS256");
    expect(await read(provider, await idToken())).toMatchObject({ subject });
    expect(provider.requests.filter((path) => path === metadataPath)).toHaveLength(2);
  });

  test("is refused if it does not announce it, and asked four times in thirty seconds at most", async () => {
    const { provider, idToken } = await changed();
    for (let time = 0; time < 6; time++)
      await expectFederationError(read(provider, await idToken()), "algorithm-not-allowed");
    expect(provider.requests.filter((path) => path === metadataPath)).toHaveLength(5);
    await expectFederationError(read(provider, await idToken(), { now: later(30_000) }), "algorithm-not-allowed");
    expect(provider.requests.filter((path) => path === metadataPath)).toHaveLength(6);
  });
});

describe("nothing is returned unless everything was verified", () => {
  test("a wrong ID token is never followed by a userinfo request", async () => {
    const provider = await startProvider();
    const forged = await provider.idToken({}, await testSigningKey(provider.key.kid));
    await expectFederationError(read(provider, forged), "signature-wrong");
    await expectFederationError(read(provider, await provider.idToken(), { nonce: "n" }), "nonce-wrong");
    expect(provider.requests).not.toContain("/userinfo");
  });

  test("userinfo about another person fails the sign-in", async () => {
    const provider = await startProvider();
    provider.on("/userinfo", json({ sub: "victim", email: "victim@idp.example" }));
    await expectFederationError(read(provider, await provider.idToken()), "userinfo-subject-wrong", ["victim"]);
  });

  test("failing userinfo fails the sign-in too, until it works again", async () => {
    const provider = await startProvider();
    const token = await provider.idToken();
    provider.on("/userinfo", json({}, 500));
    await expectFederationError(read(provider, token), "unexpected-status");
    provider.on("/userinfo", json({ sub: subject }));
    expect((await read(provider, token)).subject).toBe(subject);
  });

  test("the machine's clock is the default", async () => {
    const provider = await startProvider();
    const input = { issuer: provider.issuer, clientId, accessToken: "access", fetch: fetchOut };
    const today = Math.floor(Date.now() / 1000);
    const idToken = await provider.idToken({ iat: today, exp: today + 300 });
    expect((await readIdentity({ ...input, idToken })).subject).toBe(subject);
    const old = await provider.idToken({ iat: today - 600, exp: today - 300 });
    await expectFederationError(readIdentity({ ...input, idToken: old }), "expired");
  });
});
