import { compactVerify, decodeProtectedHeader, importJWK } from "jose";
import { isNamedByThumbprint } from "./thumbprint.ts";

// Apart from what signs, because it runs in browsers too: nothing of Node, no secret.

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
