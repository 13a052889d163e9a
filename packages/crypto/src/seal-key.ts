import { hkdfSync } from "node:crypto";
import { CryptoError } from "./crypto-error.ts";

/**
 * `length` bytes that only the owner of the secret can compute, different ones for every `info`: HKDF with SHA-256, RFC
 * 5869. `info` binds the key to its use (section 3.2), so that what was sealed for one use cannot be opened in another.
 * There is no salt, which section 3.1 allows, because both sides know only the secret.
 *
 * Errors: CryptoError secret-too-short. HKDF does not make a weak secret strong (section 4).
 */
export function deriveKey(secret: string, info: string, length: number): Buffer {
  if (secret.length < 32) throw new CryptoError("secret-too-short");
  return Buffer.from(hkdfSync("sha256", secret, "", info, length));
}
