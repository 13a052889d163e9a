import { algorithmsOf, allowedAlgorithms } from "./algorithms.ts";
import { safeClaims, withoutNulls, type Claims } from "./claims.ts";
import { FederationError } from "./federation-error.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { mediaType, readJsonObject, requireSuccess } from "./json-answer.ts";
import type { ProviderMetadata } from "./provider-metadata.ts";
import { verifySignedJwt } from "./signed-jwt.ts";

export interface UserinfoInput {
  readonly metadata: ProviderMetadata;
  readonly clientId: string;
  readonly accessToken: string;
  /** `sub` of the verified ID token. */
  readonly subject: string;
  readonly fetch: Fetch;
  readonly now?: Date;
}

/**
 * The claims of the userinfo endpoint, plain or signed, about exactly this subject. An encrypted answer is refused,
 * because none was requested.
 *
 * Errors: FederationError userinfo-not-offered, userinfo-subject-missing, userinfo-subject-wrong, access-token-invalid,
 * unexpected-content-type, those of the request, and for a signed answer those of keys, signatures and claims.
 * https://openid.net/specs/openid-connect-core-1_0.html#UserInfo
 */
export async function fetchUserinfo(input: UserinfoInput): Promise<Claims> {
  const address = input.metadata.userinfo_endpoint;
  if (address === undefined) throw new FederationError("userinfo-not-offered");
  // RFC 6749, appendix A.12, without the space that a header cannot carry (RFC 6750, section 2.1). Checked here because
  // an error about a header would quote the header.
  if (!/^[\x21-\x7e]+$/.test(input.accessToken)) throw new FederationError("access-token-invalid");
  const response = await input.fetch(address, {
    // Core 5.3.1 and RFC 6750, section 2.1: in the header, never in the address.
    headers: { authorization: `Bearer ${input.accessToken}`, accept: "application/json, application/jwt" },
  });
  const claims = safeClaims(withoutNulls(await readClaims(response, input)));
  // Core 5.3.2 and 5.3.4: without the same `sub` the claims MUST NOT be used, because they could belong to another
  // person's token.
  if (claims["sub"] === undefined) throw new FederationError("userinfo-subject-missing");
  if (claims["sub"] !== input.subject) throw new FederationError("userinfo-subject-wrong");
  return claims;
}

/** Core 5.3.2: application/json, or application/jwt if signed; then it MUST have matching `iss` and `aud`. */
async function readClaims(response: Response, input: UserinfoInput): Promise<object> {
  requireSuccess(response, "userinfo");
  switch (mediaType(response)) {
    case "application/json":
      return readJsonObject(response, "userinfo");
    case "application/jwt":
      return verifySignedJwt({
        jwt: (await response.text()).trim(),
        metadata: input.metadata,
        clientId: input.clientId,
        algorithms: algorithmsOf(input.metadata.userinfo_signing_alg_values_supported ?? allowedAlgorithms),
        requiredClaims: [],
        fetch: input.fetch,
        now: input.now ?? new Date(),
      });
    default:
      throw new FederationError("unexpected-content-type", "userinfo");
  }
}
