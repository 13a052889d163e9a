import { createPrivateKey, sign } from "node:crypto";
import { calculateJwkThumbprint, CompactSign, exportJWK, generateKeyPair, importJWK } from "jose";
import { openSecret, sealSecret, type SecretOptions } from "./seal.ts";
import type { SignatureKey } from "./verify-payload.ts";

const algorithm = "EdDSA";

/**
 * A new Ed25519 key. The private JWK is sealed for `context` and cannot be opened with another one. Errors: CryptoError
 * secret-too-short.
 */
export async function newSignatureKey(
  options: Omit<SecretOptions, "previousSecrets">,
): Promise<SignatureKey & { readonly privateKeySealed: string }> {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { crv: "Ed25519", extractable: true });
  const { x = "" } = await exportJWK(publicKey);
  const published = { kty: "OKP", crv: "Ed25519", x } as const;
  const privateKeySealed = sealSecret(JSON.stringify(await exportJWK(privateKey)), options);
  return { kid: await calculateJwkThumbprint(published), publicKey: published, privateKeySealed };
}

/**
 * A JWS in compact form (RFC 7515, section 7.1) over the payload's JSON, by a key of newSignatureKey. `type` is in the
 * header and checked at verification, so that a signature for one use is not valid in another (RFC 8725, section 3.11).
 * Errors: CryptoError of openSecret.
 */
export async function signPayload(
  payload: object,
  { type, key, ...options }: SecretOptions & { type: string; key: { kid: string; privateKeySealed: string } },
): Promise<string> {
  const privateKey = await importJWK(JSON.parse(openSecret(key.privateKeySealed, options)), algorithm);
  return new CompactSign(new TextEncoder().encode(JSON.stringify(payload)))
    .setProtectedHeader({ alg: algorithm, typ: type, kid: key.kid })
    .sign(privateKey);
}

/**
 * The Ed25519 signature (RFC 8032), 64 bytes, of exactly these bytes by a key of newSignatureKey. For formats that say
 * themselves what is signed; the key must sign nothing else. Errors: CryptoError of openSecret.
 */
export function signBytes(
  bytes: Uint8Array,
  { key, ...options }: SecretOptions & { key: { privateKeySealed: string } },
): Uint8Array {
  const jwk = JSON.parse(openSecret(key.privateKeySealed, options));
  return sign(null, bytes, createPrivateKey({ key: jwk, format: "jwk" }));
}
