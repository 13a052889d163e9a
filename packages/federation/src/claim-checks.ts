import { createHash } from "node:crypto";
import { decodeProtectedHeader, type JWTPayload } from "jose";
import { FederationError } from "./federation-error.ts";
import { clockTolerance } from "./signed-jwt.ts";

/**
 * OpenID Connect Core 1.0, section 3.1.3.7, steps 9 and 10; `exp` was compared with the clock when the signature was
 * checked. JSON can have a number that is not a time, such as 1e400. Errors: FederationError claim-invalid,
 * issued-in-future.
 */
export function checkTimes({ exp, iat }: JWTPayload, now: Date): void {
  if (!Number.isFinite(exp)) throw new FederationError("claim-invalid", "exp");
  if (iat === undefined || iat > now.getTime() / 1000 + clockTolerance) throw new FederationError("issued-in-future");
}

/**
 * OpenID Connect Core 1.0, section 2: a string of at most 255 ASCII characters. Control characters, including NUL, are
 * refused too.
 * Errors: FederationError subject-invalid.
 */
export function checkSubject(subject: unknown): asserts subject is string {
  if (typeof subject !== "string" || !/^[\x20-\x7e]{1,255}$/.test(subject))
    throw new FederationError("subject-invalid");
}

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

/** How the person proved who they are, as the provider says in the ID token. */
export interface Authentication {
  /** `auth_time`; null if the provider does not send it, or sends something impossible. */
  readonly at: Date | null;
  /** `acr`; null if the provider does not send it. */
  readonly acr: string | null;
}

/**
 * Reads `auth_time` and `acr`. The sign-in does not depend on them (OpenID Connect Core 1.0, section 3.1.3.7, steps
 * 12 and 13), so malformed ones are ignored and not refused. A time in the future is ignored too.
 */
export function readAuthentication({ auth_time: at, acr }: JWTPayload, now: Date): Authentication {
  const latest = now.getTime() / 1000 + clockTolerance;
  const isTime = typeof at === "number" && Number.isFinite(at) && at > 0 && at <= latest;
  const isAcr = typeof acr === "string" && /^[\x20-\x7e]{1,255}$/.test(acr);
  return { at: isTime ? new Date(at * 1000) : null, acr: isAcr ? acr : null };
}
