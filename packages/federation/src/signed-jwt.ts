import { compactVerify, decodeJwt, errors, type JWTPayload, type JWTVerifyOptions, UnsecuredJWT } from "jose";
import { safeClaims, withoutNulls } from "./claims.ts";
import { FederationError, type FederationErrorCode } from "./federation-error.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { withProviderKeys } from "./keys.ts";
import type { ProviderMetadata } from "./provider-metadata.ts";
import { isTenantTemplate, mayKeySign, tenantIssuer } from "./tenant-issuer.ts";

/**
 * Seconds by which the clocks of two organisations may differ: RFC 7519, section 4.1.4, allows "some small leeway,
 * usually no more than a few minutes". Applies to `exp`, `nbf` and `iat`.
 */
export const clockTolerance = 60;

export interface SignedJwt {
  readonly jwt: string;
  readonly metadata: ProviderMetadata;
  readonly clientId: string;
  readonly algorithms: readonly string[];
  /** In addition to `iss` and `aud`, which are always required. */
  readonly requiredClaims: readonly string[];
  readonly fetch: Fetch;
  readonly now: Date;
}

/**
 * The claims of a JWT that the provider signed (RFC 7515, section 5.2) for this client. `iss` is exactly the provider
 * (RFC 7519, section 4.1.1), or for a template the tenant that the token names; `aud` contains the client id (4.1.3);
 * `exp` and `nbf`, if present, fit the time. A claim that is null counts as absent.
 *
 * Errors: FederationError, with the codes for keys, signatures and claims, and those of fetching the keys.
 */
export async function verifySignedJwt(input: SignedJwt): Promise<JWTPayload> {
  const { fetch, now, metadata } = input;
  const { issuer: template, jwks_uri: address } = metadata;
  const issuer = isTenantTemplate(template) ? tenantIssuer(template, tenantIn(input.jwt)) : template;
  const may = (key: { readonly issuer?: unknown }) => mayKeySign(key.issuer, { template, issuer });
  const source = { address, fetch, now, ...(isTenantTemplate(template) ? { may } : {}) };
  const options: JWTVerifyOptions = {
    issuer,
    audience: input.clientId,
    requiredClaims: [...input.requiredClaims],
    currentDate: now,
    clockTolerance,
  };
  try {
    return await withProviderKeys(source, async (keys) => {
      const { payload } = await compactVerify(input.jwt, keys, { algorithms: [...input.algorithms] });
      const claims = claimsIn(payload);
      // The library checks claims within a token only, so these are put into an unsigned one.
      UnsecuredJWT.decode([{ alg: "none" }, claims].map(encoded).join(".") + ".", options);
      return claims;
    });
  } catch (error) {
    throw error instanceof FederationError ? error : translate(error);
  }
}

const encoded = (part: object) => Buffer.from(JSON.stringify(part)).toString("base64url");

/** Errors: JWTInvalid of jose for anything but a JSON object; FederationError too-deep. */
function claimsIn(payload: Uint8Array): JWTPayload {
  let claims: unknown;
  try {
    claims = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(payload));
  } catch {
    claims = null;
  }
  if (typeof claims !== "object" || claims === null || Array.isArray(claims)) throw new errors.JWTInvalid();
  return withoutNulls(safeClaims(claims));
}

/** Read before anything is verified: it only chooses the issuer that the token must then prove. */
function tenantIn(jwt: string): unknown {
  try {
    return decodeJwt(jwt)["tid"];
  } catch {
    throw new FederationError("token-malformed");
  }
}

const codes: Readonly<Record<string, FederationErrorCode>> = {
  [errors.JWSInvalid.code]: "token-malformed",
  [errors.JWTInvalid.code]: "token-malformed",
  [errors.JOSEAlgNotAllowed.code]: "algorithm-not-allowed",
  [errors.JOSENotSupported.code]: "algorithm-not-allowed",
  [errors.JWKSNoMatchingKey.code]: "key-unknown",
  [errors.JWKSMultipleMatchingKeys.code]: "key-ambiguous",
  [errors.JWSSignatureVerificationFailed.code]: "signature-wrong",
  [errors.JWTExpired.code]: "expired",
};

const claimCodes: Readonly<Record<string, FederationErrorCode>> = {
  iss: "issuer-wrong",
  aud: "audience-wrong",
  nbf: "not-yet-valid",
};

/** jose's errors contain claims, so only their kind and the name of a registered claim are passed on. */
function translate(error: unknown): FederationError {
  if (error instanceof errors.JWTClaimValidationFailed) {
    if (error.reason === "missing") return new FederationError("claim-missing", error.claim);
    const code = error.reason === "check_failed" ? claimCodes[error.claim] : undefined;
    return new FederationError(code ?? "claim-invalid", error.claim);
  }
  const code = error instanceof errors.JOSEError ? codes[error.code] : undefined;
  // Other errors come from importing a key: too short, private, or malformed.
  return new FederationError(code ?? "keys-invalid");
}
