import { createHash } from "node:crypto";
import { decodeProtectedHeader, type JWTPayload } from "jose";
import { FederationError } from "./federation-error.ts";

/**
 * OpenID Connect Core 1.0, section 3.1.3.8: an ID token that names its access token, by the left half of a hash,
 * belongs to that access token only. In the code flow the claim is optional. The hash is that of the signature's
 * algorithm; for Ed25519, SHA-512.
 * Errors: FederationError access-token-hash-wrong.
 */
export function checkAccessTokenHash({ at_hash: said }: JWTPayload, idToken: string, accessToken: string): void {
  if (said === undefined) return;
  const hash = createHash(hashOf(decodeProtectedHeader(idToken).alg))
    .update(accessToken, "ascii")
    .digest();
  const expected = hash.subarray(0, hash.length / 2).toString("base64url");
  if (said !== expected) throw new FederationError("access-token-hash-wrong");
}

function hashOf(algorithm: string | undefined): "sha256" | "sha384" | "sha512" {
  if (algorithm?.endsWith("256")) return "sha256";
  return algorithm?.endsWith("384") ? "sha384" : "sha512";
}
