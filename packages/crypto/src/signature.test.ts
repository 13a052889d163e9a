import { createHash, createPublicKey, verify } from "node:crypto";
import * as fc from "fast-check";
import { CompactSign, decodeProtectedHeader, generateKeyPair, importJWK } from "jose";
import { beforeAll, describe, expect, test } from "vitest";
import vectorKeys from "../../../docs/vectors/jwks.json" with { type: "json" };
import rows from "../../../docs/vectors/ledger.json" with { type: "json" };
import { openSecret } from "./seal.ts";
import { newSignatureKey, signBytes, signPayload } from "./signature.ts";
import { verifyPayload } from "./verify-payload.ts";
import { expectCryptoError } from "./testing.ts";

const secret = "0123456789abcdef0123456789abcdef";
const context = "signing-key:1";
const type = "consent-receipt+jwt";
const payload = { jti: "1", text: "é\u{1F600}" };

let key: Awaited<ReturnType<typeof newSignatureKey>>;
let other: typeof key;
let jws: string;
beforeAll(async () => {
  [key, other] = [await newSignatureKey({ secret, context }), await newSignatureKey({ secret, context })];
  jws = await signPayload(payload, { type, key, secret, context });
});

const invalid = { ok: false };

describe("a signature", () => {
  test("of the vectors of docs/proof.md verifies, and names the basis of what was told", async () => {
    const keys = vectorKeys.keys.map(({ kid, x }) => ({ kid, publicKey: { kty: "OKP", crv: "Ed25519", x } as const }));
    const { signature = "" } = rows.find((row) => "signature" in row) ?? {};
    const decisions = [{ attribute: "phone_number" }, { attribute: "email", basis: "contract", effect: "told" }];
    expect(await verifyPayload(signature, { type, keys })).toMatchObject({ payload: { receipt: { decisions } } });
    expect(await verifyPayload(signature, { type, keys: [key] })).toEqual(invalid);
  });

  test("verifies with the published key that made it", async () => {
    expect(await verifyPayload(jws, { type, keys: [other, key] })).toEqual({ ok: true, kid: key.kid, payload });
    expect(decodeProtectedHeader(jws)).toEqual({ alg: "EdDSA", typ: type, kid: key.kid });
  });

  test("names its key by the thumbprint of RFC 7638", () => {
    const { crv, kty, x } = key.publicKey;
    const members = `{"crv":"${crv}","kty":"${kty}","x":"${x}"}`;
    expect(key.kid).toBe(createHash("sha256").update(members).digest("base64url"));
  });

  test("over bytes is the one of RFC 8032, and is for nothing else", () => {
    const bytes = new TextEncoder().encode("id.example/ledger\n1\n");
    const signature = signBytes(bytes, { key, secret, context });
    const publicKey = createPublicKey({ key: { ...key.publicKey }, format: "jwk" });
    expect(verify(null, bytes, publicKey, signature)).toBe(true);
    expect(() => signBytes(bytes, { key, secret, context: "signing-key:2" })).toThrow("was changed, or");
  });

  test("does not verify with an unpublished key, or for another use", async () => {
    expect(await verifyPayload(jws, { type, keys: [other] })).toEqual(invalid);
    expect(await verifyPayload(jws, { type, keys: [] })).toEqual(invalid);
    expect(await verifyPayload(jws, { type: "other+jwt", keys: [key] })).toEqual(invalid);
    // Names one key, signed with another.
    const forged = await signPayload(payload, { type, key: { ...other, kid: key.kid }, secret, context });
    expect(await verifyPayload(forged, { type, keys: [key] })).toEqual(invalid);
    // The other key was put in place of the first one, under its name.
    expect(await verifyPayload(forged, { type, keys: [{ ...other, kid: key.kid }] })).toEqual(invalid);
    expect(await verifyPayload(jws, { type, keys: [{ ...other, kid: key.kid }] })).toEqual(invalid);
  });

  test("does not verify after any change", async () => {
    const property = fc.asyncProperty(
      fc.nat(jws.length - 1),
      fc.constantFrom("A", "B", ".", "-", ""),
      async (at, put) => {
        const changed = jws.slice(0, at) + put + jws.slice(at + 1);
        // The last character of base64url has unused bits.
        if (changed === jws || at === jws.length - 1) return;
        expect(await verifyPayload(changed, { type, keys: [key] })).toEqual(invalid);
      },
    );
    await fc.assert(property, { numRuns: 300 });
  });

  test("by another algorithm or none is refused, even if it names our key", async () => {
    const { privateKey } = await generateKeyPair("ES256");
    const bytes = new TextEncoder().encode("{}");
    const es256 = await new CompactSign(bytes)
      .setProtectedHeader({ alg: "ES256", typ: type, kid: key.kid })
      .sign(privateKey);
    const hmac = await new CompactSign(bytes)
      .setProtectedHeader({ alg: "HS256", typ: type, kid: key.kid })
      .sign(Buffer.from(key.publicKey.x, "base64url"));
    const none = `${Buffer.from(JSON.stringify({ alg: "none", typ: type, kid: key.kid })).toString("base64url")}.e30.`;
    for (const forged of [es256, hmac, none])
      expect(await verifyPayload(forged, { type, keys: [key] })).toEqual(invalid);
  });

  test("over text that is not JSON is refused", async () => {
    const privateKey = await importJWK(JSON.parse(openSecret(key.privateKeySealed, { secret, context })), "EdDSA");
    for (const bytes of [Buffer.from("text"), Buffer.from([0xff])]) {
      const signed = await new CompactSign(bytes)
        .setProtectedHeader({ alg: "EdDSA", typ: type, kid: key.kid })
        .sign(privateKey);
      expect(await verifyPayload(signed, { type, keys: [key] })).toEqual(invalid);
    }
  });

  test("is refused for any other text", async () => {
    const texts = fc.oneof(fc.string(), fc.constant("a.b.c"), fc.constant("e30.e30.e30"));
    const property = fc.asyncProperty(texts, async (text) => {
      expect(await verifyPayload(text, { type, keys: [key] })).toEqual(invalid);
    });
    await fc.assert(property, { numRuns: 300 });
  });

  test("needs the private key of its own row", async () => {
    const elsewhere = { type, key, secret, context: "signing-key:2" };
    await expectCryptoError(signPayload(payload, elsewhere), "seal-broken", [secret]);
  });
});
