import { isAllowedAddress, parseAddress } from "./address.ts";
import { FederationError } from "./federation-error.ts";
import { FreshCache } from "./fresh-cache.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { mediaType, readJsonObject, requireSuccess } from "./json-answer.ts";
import { isTenantTemplate, tenantMetadataIssuer } from "./tenant-issuer.ts";
import { readMetadata, type ProviderMetadata } from "./provider-metadata.ts";

/** By issuer, so that a broken one is nobody else's trouble. */
const known = new FreshCache<ProviderMetadata>({ maxAgeMs: 10 * 60_000, maxEntries: 200 });

/**
 * The provider's metadata, at most ten minutes old. Many callers make one request; a failure is not kept.
 *
 * `issuer` is compared to the letter, a slash at the end included. `fetch` is meant to be a `guardedFetch`.
 * Errors: FederationError issuer-invalid, those of readMetadata, those of the request and its answer.
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export async function discover(issuer: string, fetch: Fetch, now: Date = new Date()): Promise<ProviderMetadata> {
  const address = documentAddress(issuer);
  const { value } = await known.read(issuer, now.getTime(), () => load(issuer, address, fetch));
  return value;
}

/** The same as of this moment, for whoever sets a provider up; sign-ins know it from then on. Errors: as `discover`. */
export async function discoverAnew(issuer: string, fetch: Fetch, now: Date = new Date()): Promise<ProviderMetadata> {
  const address = documentAddress(issuer);
  const { value } = await known.reload(issuer, now.getTime(), () => load(issuer, address, fetch));
  return value;
}

async function load(issuer: string, address: string, fetch: Fetch): Promise<ProviderMetadata> {
  const source = "discovery document";
  const response = await fetch(address, { headers: { accept: "application/json" } });
  // Discovery 4.2: the answer MUST be 200 and application/json.
  requireSuccess(response, source);
  if (mediaType(response) !== "application/json") throw new FederationError("unexpected-content-type", source);
  return readMetadata(await readJsonObject(response, source), issuer);
}

/**
 * Discovery 3: an issuer is https with neither query nor fragment; here also plain http to this machine, which only a
 * `fetch` that allows it will ask. Discovery 4: the path is added after any slash at the end was taken away.
 */
function documentAddress(issuer: string): string {
  const at = isTenantTemplate(issuer) ? tenantMetadataIssuer(issuer) : issuer;
  const url = parseAddress(at);
  if (!url || !isAllowedAddress(url, true) || /[?#{}]/.test(at)) throw new FederationError("issuer-invalid");
  return `${at.replace(/\/$/, "")}/.well-known/openid-configuration`;
}
