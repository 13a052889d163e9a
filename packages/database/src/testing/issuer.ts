import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import type { Issuer } from "../engine/issuer.ts";
import type { NewSigningKey } from "../audit/signing-keys.ts";

const keys = new Map<string, KeyObject>();
const inBase64 = (text: string) => Buffer.from(text).toString("base64url");

/** A key that `testIssuer` can sign with, in this process only: `privateKeySealed` is a word. */
export function newTestKey(id: string): NewSigningKey {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const x = String(publicKey.export({ format: "jwk" }).x);
  const members = { crv: "Ed25519", kty: "OKP", x };
  const kid = createHash("sha256").update(JSON.stringify(members)).digest("base64url");
  keys.set(kid, privateKey);
  return { id, kid, publicKey: { kty: "OKP", crv: "Ed25519", x }, privateKeySealed: "sealed" };
}

/** Signs as the app does, with the keys above. */
export const testIssuer: Issuer = {
  origin: "https://id.example",
  jurisdiction: "GB",
  sign: (claims, { kid }) => {
    const key = keys.get(kid);
    // A key that a test made up can be stored, and signs nothing.
    if (!key) return Promise.resolve("not.really.signed");
    const header = inBase64(JSON.stringify({ alg: "EdDSA", typ: "consent-receipt+jwt", kid }));
    const signed = `${header}.${inBase64(JSON.stringify(claims))}`;
    return Promise.resolve(`${signed}.${sign(null, Buffer.from(signed), key).toString("base64url")}`);
  },
};
