import { algorithmsOf } from "@assent/federation/algorithms";
import {
  type MetadataDemand,
  metadataDemands,
  type UnusedOffer,
  unusedOffers,
} from "@assent/federation/metadata-demands";
import type { ProviderMetadata } from "@assent/federation/provider-metadata";

/** What an issuer's metadata says, as an administrator reads it. */
export interface DiscoveredProvider {
  readonly issuer: string;
  readonly authorization: string;
  readonly token: string;
  readonly keys: string;
  readonly userinfo: string | null;
  readonly endSession: string | null;
  /** Whether it announces S256 (RFC 7636); null if it says nothing, which does not mean that it refuses it. */
  readonly pkce: boolean | null;
  /** Only those that Assent accepts. */
  readonly algorithms: readonly string[];
  readonly scopes: readonly string[] | null;
  readonly claims: readonly string[] | null;
  readonly tokenAuthMethods: readonly string[] | null;
  readonly responseModes: readonly string[] | null;
  /** What it demands and Assent does not support. */
  readonly demands: readonly MetadataDemand[];
  /** What it offers and must stay off for Assent. */
  readonly offers: readonly UnusedOffer[];
}

/** `responseMode`: the one that is chosen. */
export function factsOf(metadata: ProviderMetadata, responseMode: string): DiscoveredProvider {
  return {
    issuer: metadata.issuer,
    authorization: metadata.authorization_endpoint,
    token: metadata.token_endpoint,
    keys: metadata.jwks_uri,
    userinfo: metadata.userinfo_endpoint ?? null,
    endSession: metadata.end_session_endpoint ?? null,
    pkce: metadata.code_challenge_methods_supported?.includes("S256") ?? null,
    algorithms: algorithmsOf(metadata.id_token_signing_alg_values_supported),
    scopes: metadata.scopes_supported ?? null,
    claims: metadata.claims_supported ?? null,
    tokenAuthMethods: metadata.token_endpoint_auth_methods_supported ?? null,
    responseModes: metadata.response_modes_supported ?? null,
    demands: metadataDemands(metadata, responseMode),
    offers: unusedOffers(metadata),
  };
}
