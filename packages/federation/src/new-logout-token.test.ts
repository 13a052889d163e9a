import { calculateJwkThumbprint, decodeProtectedHeader, exportJWK, generateKeyPair, jwtVerify } from "jose";
import { expect, test } from "vitest";
import { newLogoutToken } from "./new-logout-token.ts";

const input = { issuer: "https://op.example", clientId: "library", sid: "s".repeat(22), now: new Date() };

test.each(["RS256", "EdDSA"])(
  "a token signed with %s says which session ended, and is not an ID token",
  async (alg) => {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    const jwk = await exportJWK(privateKey);
    const kid = await calculateJwkThumbprint(jwk);
    const token = await newLogoutToken({ ...jwk, alg, kid }, { ...input, subject: "person" });
    expect(decodeProtectedHeader(token)).toEqual({ alg, kid, typ: "logout+jwt" });
    const { payload } = await jwtVerify(token, publicKey, { issuer: input.issuer, audience: "library" });
    expect(payload).toMatchObject({
      sub: "person",
      sid: input.sid,
      events: { "http://schemas.openid.net/event/backchannel-logout": {} },
    });
    // Section 2.4: a nonce would make it pass for an ID token.
    expect(payload).not.toHaveProperty("nonce");
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(120);
  },
);

test("each token has its own id, and none names a person that the client does not know", async () => {
  const { privateKey, publicKey } = await generateKeyPair("EdDSA", { extractable: true });
  const key = { ...(await exportJWK(privateKey)), alg: "EdDSA" };
  const tokens = [1, 2].map(() => newLogoutToken(key, { ...input, subject: null }));
  const read = await Promise.all((await Promise.all(tokens)).map((token) => jwtVerify(token, publicKey)));
  expect(new Set(read.map(({ payload }) => payload.jti)).size).toBe(2);
  for (const { payload } of read) expect(payload.sub).toBeUndefined();
});
