import type { ProviderMetadata } from "./provider-metadata.ts";

/**
 * What a provider's metadata demands and we do not support. "pushed-request": RFC 9126, section 5. "request-object":
 * RFC 9101, section 10.5. "response-mode": the answer cannot come in the chosen way. "token-authentication": we support none
 * of the methods to authenticate at its token endpoint.
 */
export type MetadataDemand = "pushed-request" | "request-object" | "response-mode" | "token-authentication";

const tokenAuthentication = ["client_secret_basic", "client_secret_post", "private_key_jwt"];

/**
 * In this order; empty for a provider that people can sign in through, as far as its metadata says. `responseMode`: the
 * one that is chosen for this provider.
 */
export function metadataDemands(metadata: ProviderMetadata, responseMode: string): readonly MetadataDemand[] {
  const modes = metadata.response_modes_supported;
  // Discovery 1.0, section 3, and RFC 8414, section 2: the defaults of a provider that does not list them.
  const methods = metadata.token_endpoint_auth_methods_supported ?? ["client_secret_basic"];
  const demands: readonly (readonly [MetadataDemand, boolean])[] = [
    ["pushed-request", metadata.require_pushed_authorization_requests === true],
    ["request-object", metadata.require_signed_request_object === true],
    ["response-mode", modes !== undefined && modes.length > 0 && !modes.includes(responseMode)],
    ["token-authentication", !methods.some((method) => tokenAuthentication.includes(method))],
  ];
  return demands.flatMap(([demand, isMade]) => (isMade ? [demand] : []));
}

/**
 * What a provider offers, and what must stay off for our client there. No member of the metadata says that a provider
 * demands it of a client. "encryption": of ID tokens or userinfo (OpenID Connect Discovery 1.0, section 3). "dpop": access
 * tokens bound to a key (RFC 9449, section 5.1).
 */
export type UnusedOffer = "encryption" | "dpop";

export function unusedOffers(metadata: ProviderMetadata): readonly UnusedOffer[] {
  const lists = (...names: readonly (keyof ProviderMetadata)[]) =>
    names.some((name) => ((metadata[name] as readonly string[] | undefined) ?? []).length > 0);
  const offers: readonly (readonly [UnusedOffer, boolean])[] = [
    ["encryption", lists("id_token_encryption_alg_values_supported", "userinfo_encryption_alg_values_supported")],
    ["dpop", lists("dpop_signing_alg_values_supported")],
  ];
  return offers.flatMap(([offer, isMade]) => (isMade ? [offer] : []));
}
