import { isAllowedAddress, isLoopback, parseAddress } from "./address.ts";
import { FederationError } from "./federation-error.ts";
import { algorithmsOf } from "./algorithms.ts";

/**
 * Required by OpenID Connect Discovery 1.0, section 3; the token endpoint too, because only the code flow is used here.
 */
const requiredEndpoints = ["authorization_endpoint", "token_endpoint", "jwks_uri"] as const;
const optionalEndpoints = ["userinfo_endpoint", "end_session_endpoint"] as const;
const requiredLists = ["response_types_supported", "subject_types_supported"] as const;
const optionalLists = [
  // Required too, but some providers leave it out. RS256 is what every provider must support.
  "id_token_signing_alg_values_supported",
  "scopes_supported",
  "claims_supported",
  "response_modes_supported",
  "token_endpoint_auth_methods_supported",
  "token_endpoint_auth_signing_alg_values_supported",
  "userinfo_signing_alg_values_supported",
  // RFC 8414, section 2.
  "code_challenge_methods_supported",
] as const;

/** Only told to administrators, so a provider that writes them wrongly is not refused for it. RFC 9449, section 5.1. */
const toldLists = [
  "dpop_signing_alg_values_supported",
  "id_token_encryption_alg_values_supported",
  "userinfo_encryption_alg_values_supported",
] as const;

const flags = [
  // RFC 9207, section 3: an authorization response without `iss` must then be refused.
  "authorization_response_iss_parameter_supported",
  "require_pushed_authorization_requests",
  "require_signed_request_object",
] as const;

/**
 * A provider's metadata, checked, with the names of the specification, so that it can be passed on as a discovery
 * document. Members that are not used here are dropped.
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderMetadata
 */
export type ProviderMetadata = { readonly issuer: string } & {
  readonly [endpoint in (typeof requiredEndpoints)[number]]: string;
} & { readonly [endpoint in (typeof optionalEndpoints)[number]]?: string } & {
  readonly [list in (typeof requiredLists)[number]]: readonly string[];
} & { readonly [list in (typeof optionalLists)[number] | (typeof toldLists)[number]]?: readonly string[] } & {
  readonly [flag in (typeof flags)[number]]?: boolean;
};

/**
 * Checks a parsed discovery document against the issuer for which it was requested.
 * Errors: FederationError issuer-mismatch, metadata-incomplete, metadata-invalid, code-flow-unsupported, algorithm-unsupported.
 */
export function readMetadata(document: object, issuer: string): ProviderMetadata {
  const member = (name: string): unknown => (document as Record<string, unknown>)[name];
  // Discovery 4.3: the issuer MUST be exactly the requested one, or one provider could speak for another. RFC 9207,
  // section 2.4, and RFC 9700, section 4.4.2, compare an authorization response with it too.
  if (member("issuer") !== issuer) throw new FederationError("issuer-mismatch");

  const metadata: Record<string, unknown> = { issuer };
  for (const name of requiredEndpoints) metadata[name] = readEndpoint(name, required(name, member(name)), issuer);
  for (const name of requiredLists) metadata[name] = readList(name, required(name, member(name)));
  for (const name of optionalEndpoints) {
    if (isGiven(member(name)) && member(name) !== "") metadata[name] = readEndpoint(name, member(name), issuer);
  }
  for (const name of optionalLists) if (isGiven(member(name))) metadata[name] = readList(name, member(name));
  for (const name of toldLists) if (isList(member(name))) metadata[name] = readList(name, member(name));
  for (const name of flags) if (member(name) === true) metadata[name] = true;

  const checked = metadata as ProviderMetadata;
  if (!checked.response_types_supported.includes("code")) throw new FederationError("code-flow-unsupported");
  // An empty list says nothing.
  if (checked.id_token_signing_alg_values_supported?.length === 0) {
    delete metadata["id_token_signing_alg_values_supported"];
  }
  if (algorithmsOf(checked.id_token_signing_alg_values_supported).length === 0) {
    throw new FederationError("algorithm-unsupported");
  }
  return Object.freeze(checked);
}

/**
 * Some providers send null where the specification asks them to leave out the member, and an empty text for an endpoint
 * that they do not have.
 */
const isGiven = (value: unknown): boolean => value !== undefined && value !== null;

function required(name: string, value: unknown): unknown {
  if (!isGiven(value)) throw new FederationError("metadata-incomplete", name);
  return value;
}

/**
 * An endpoint is https (Discovery 1.0, section 3) and has no fragment (RFC 6749, sections 3.1 and 3.2). Only a provider
 * that is itself reached by plain http on this machine may name such an endpoint.
 */
function readEndpoint(name: string, value: unknown, issuer: string): string {
  const url = typeof value === "string" ? parseAddress(value) : null;
  const from = parseAddress(issuer);
  const httpLoopback = from !== null && from.protocol === "http:" && isLoopback(from);
  if (typeof value !== "string" || !url || !isAllowedAddress(url, httpLoopback) || value.includes("#")) {
    throw new FederationError("metadata-invalid", name);
  }
  return value;
}

function readList(name: string, value: unknown): readonly string[] {
  if (!isList(value)) throw new FederationError("metadata-invalid", name);
  return Object.freeze([...value]);
}

const isList = (value: unknown): value is readonly string[] =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
