import type { JWTPayload } from "jose";
import { algorithmsOf } from "./algorithms.ts";
import { checkAccessTokenHash, checkSubject, checkTimes } from "./claim-checks.ts";
import { safeClaims } from "./claims.ts";
import { FederationError } from "./federation-error.ts";
import type { Fetch } from "./guarded-fetch.ts";
import type { ProviderMetadata } from "./provider-metadata.ts";
import { verifySignedJwt } from "./signed-jwt.ts";
import { isTenantTemplate } from "./tenant-issuer.ts";

export interface IdTokenInput {
  readonly idToken: string;
  readonly metadata: ProviderMetadata;
  readonly clientId: string;
  readonly fetch: Fetch;
  /** The access token that came with it. Compared if given and if the ID token names one. */
  readonly accessToken?: string;
  /** The nonce of the authentication request. Compared if given. */
  readonly nonce?: string;
  /** For an issuer that is a template: ids of the tenants that may sign in; every tenant if empty. */
  readonly tenants?: readonly string[];
  /** The one algorithm that it may have; null: what the metadata list. */
  readonly algorithm?: string | null;
  readonly now?: Date;
}

export type IdTokenClaims = JWTPayload & { readonly sub: string };

/**
 * Verifies an ID token by OpenID Connect Core 1.0, section 3.1.3.7, including the signature, although the token came
 * directly from the token endpoint. Returns its claims as objects without prototypes.
 *
 * Errors: FederationError, with the codes for keys, signatures and claims, and those of fetching the keys.
 * https://openid.net/specs/openid-connect-core-1_0.html#IDTokenValidation
 */
export async function verifyIdToken(input: IdTokenInput): Promise<IdTokenClaims> {
  const now = input.now ?? new Date();
  const payload = await verifySignedJwt({
    jwt: input.idToken,
    metadata: input.metadata,
    clientId: input.clientId,
    algorithms: algorithmsOf(input.metadata.id_token_signing_alg_values_supported, input.algorithm),
    // Core 2: REQUIRED in every ID token.
    requiredClaims: ["sub", "exp", "iat"],
    fetch: input.fetch,
    now,
  });
  checkTimes(payload, now);
  checkAuthorizedParty(payload, input.clientId);
  // Core 3.1.3.7, step 11: a nonce that was sent MUST come back.
  if (input.nonce !== undefined && payload["nonce"] !== input.nonce) throw new FederationError("nonce-wrong");
  if (input.accessToken !== undefined) checkAccessTokenHash(payload, input.idToken, input.accessToken);
  checkSubject(payload.sub);
  checkTenant(payload, input);
  return safeClaims(payload) as IdTokenClaims;
}

/**
 * Steps 3 to 5. A token for further audiences MUST be refused unless we trust them; the only accepted sign is that the
 * provider names us as the party to which it was issued.
 */
function checkAuthorizedParty({ aud, azp }: JWTPayload, clientId: string): void {
  const alone = new Set([aud].flat()).size === 1;
  if (alone ? azp !== undefined && azp !== clientId : azp !== clientId) {
    throw new FederationError("authorized-party-wrong");
  }
}

function checkTenant({ tid }: JWTPayload, { metadata, tenants = [] }: IdTokenInput): void {
  if (!isTenantTemplate(metadata.issuer) || tenants.length === 0) return;
  if (typeof tid !== "string" || !tenants.includes(tid)) throw new FederationError("tenant-not-allowed");
}
