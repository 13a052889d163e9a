import { isAllowedAddress, parseAddress } from "./address.ts";
import { FederationError } from "./federation-error.ts";
import { processCache } from "./fresh-cache.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { mediaType, readJsonObject, requireSuccess } from "./json-answer.ts";
import { isTenantTemplate, tenantMetadataIssuer } from "./tenant-issuer.ts";
import { readMetadata, type ProviderMetadata } from "./provider-metadata.ts";

/**
 * By issuer, so that a broken provider affects no other. Tokens can make us read metadata again before its time, so
 * that is limited.
 */
const known = processCache<ProviderMetadata>("metadata", {
  maxAgeMs: 10 * 60_000,
  maxEntries: 200,
  early: { times: 4, withinMs: 30_000 },
});

/**
 * The provider's metadata, at most ten minutes old. Concurrent calls share one request; a failure is not cached.
 *
 * `issuer` is compared exactly, including a slash at the end. `fetch` should be a `guardedFetch`.
 * Errors: FederationError issuer-invalid, those of readMetadata, those of the request and its answer.
 * https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export async function discover(issuer: string, fetch: Fetch, now: Date = new Date()): Promise<ProviderMetadata> {
  const address = documentAddress(issuer);
  const { value } = await known.read(issuer, now.getTime(), () => load(issuer, address, fetch));
  return value;
}

/**
 * The same, read again now, for setting up a provider. Later calls of `discover` use the result. Errors: as `discover`.
 */
export async function discoverAnew(issuer: string, fetch: Fetch, now: Date = new Date()): Promise<ProviderMetadata> {
  const address = documentAddress(issuer);
  const { value } = await known.reload(issuer, now.getTime(), () => load(issuer, address, fetch));
  return value;
}

/**
 * What `use` makes of the provider's metadata. If the token has an algorithm that they do not list, the provider may
 * have changed it together with its keys. Then they are read again, within a limit, and `use` is called again.
 * Errors: as `discover`, and those of `use`.
 */
export async function withMetadata<Result>(
  { issuer, fetch, now }: { readonly issuer: string; readonly fetch: Fetch; readonly now: Date },
  use: (metadata: ProviderMetadata) => Promise<Result>,
): Promise<Result> {
  const loadAgain = () => load(issuer, documentAddress(issuer), fetch);
  const seen = await known.read(issuer, now.getTime(), loadAgain);
  try {
    return await use(seen.value);
  } catch (error) {
    if (!(error instanceof FederationError) || error.code !== "algorithm-not-allowed") throw error;
    const newer = await known.newer(issuer, seen, now.getTime(), loadAgain);
    if (newer === null) throw error;
    return use(newer.value);
  }
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
 * Discovery 3: an issuer is https with neither query nor fragment. Plain http to this machine passes too, but only a
 * `fetch` that allows it will request it. Discovery 4: a slash at the end is removed before the path is added.
 */
function documentAddress(issuer: string): string {
  const at = isTenantTemplate(issuer) ? tenantMetadataIssuer(issuer) : issuer;
  const url = parseAddress(at);
  if (!url || !isAllowedAddress(url, true) || /[?#{}]/.test(at)) throw new FederationError("issuer-invalid");
  return `${at.replace(/\/$/, "")}/.well-known/openid-configuration`;
}
