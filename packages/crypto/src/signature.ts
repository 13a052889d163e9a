import {
  calculateJwkThumbprint,
  CompactSign,
  compactVerify,
  decodeProtectedHeader,
  exportJWK,
  generateKeyPair,
  importJWK,
} from "jose";
import { openSecret, sealSecret, type SecretOptions } from "./seal.ts";
import { isNamedByThumbprint } from "./thumbprint.ts";

/** The public part of an Ed25519 key, RFC 8037, section 2. */
export interface PublicSignatureKey {
  readonly kty: "OKP";
  readonly crv: "Ed25519";
  readonly x: string;
}

export interface SignatureKey {
  /** Its thumbprint, RFC 7638. */
  readonly kid: string;
  readonly publicKey: PublicSignatureKey;
}

/**
 * `ok: false`: not ours, changed, of another type, signed by another algorithm, or not a signature at all. It does not
 * say which.
 */
export type VerifiedSignature =
  { readonly ok: true; readonly kid: string; readonly payload: unknown } | { readonly ok: false };

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
 * Verifies a JWS of signPayload with the key that its header names. The name must be the thumbprint of that key, so that
 * another key under its name is none of ours. Never throws, for any input.
 */
export async function verifyPayload(
  jws: string,
  { type, keys }: { type: string; keys: readonly SignatureKey[] },
): Promise<VerifiedSignature> {
  try {
    const { kid, typ } = decodeProtectedHeader(jws);
    const key = keys.find((candidate) => candidate.kid === kid);
    if (!key || typ !== type) return { ok: false };
    if (!(await isNamedByThumbprint(key))) return { ok: false };
    const publicKey = await importJWK({ ...key.publicKey }, algorithm);
    const { payload } = await compactVerify(jws, publicKey, { algorithms: [algorithm] });
    return { ok: true, kid: key.kid, payload: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload)) };
  } catch {
    return { ok: false };
  }
}
