import { createLocalJWKSet, errors, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from "jose";
import { processCache } from "./fresh-cache.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { readJsonObject } from "./json-answer.ts";

type KeySet = ReturnType<typeof createLocalJWKSet>;

/**
 * A set is read again before its time at most four times in thirty seconds: enough for a provider that replaces its
 * keys twice during one sign-in, and few requests to a provider if tokens have wrong signatures.
 */
const known = processCache<KeySet>("keys", {
  maxAgeMs: 10 * 60_000,
  maxEntries: 200,
  early: { times: 4, withinMs: 30_000 },
});

export interface KeySource {
  /** `jwks_uri` of the provider. */
  readonly address: string;
  readonly fetch: Fetch;
  readonly now: Date;
  /** Which keys count for this token. Default: every key. */
  readonly may?: MayKey;
}

type MayKey = (key: JWK & { readonly issuer?: unknown }) => boolean;

/**
 * What `verify` makes of a token with the provider's published keys (RFC 7517, section 5), which are cached for ten
 * minutes. If the key is not among them, or the signature is wrong, the key may be a new one: providers announce a
 * rotation by publishing (OpenID Connect Core 1.0, section 10.1.1), and some keep the key's id, or give it none. Then
 * the keys are read again, within a limit, and `verify` is called again.
 *
 * Errors: FederationError of the request and its answer, and those of `verify`.
 */
export async function withProviderKeys<Verified>(
  { address, fetch, now, may }: KeySource,
  verify: (keys: JWTVerifyGetKey) => Promise<Verified>,
): Promise<Verified> {
  const load = () => loadKeys(address, fetch);
  const keys = await known.read(address, now.getTime(), load);
  try {
    return await verify(those(keys.value, may));
  } catch (error) {
    if (!isAboutKey(error)) throw error;
    const newer = await known.newer(address, keys, now.getTime(), load);
    if (newer === null) throw error;
    return verify(those(newer.value, may));
  }
}

/** The other errors of jose are about the token, with any key. */
const aboutToken = [
  errors.JWTClaimValidationFailed,
  errors.JWTExpired,
  errors.JWTInvalid,
  errors.JWSInvalid,
  errors.JOSEAlgNotAllowed,
];
const isAboutKey = (error: unknown) => !aboutToken.some((kind) => error instanceof kind);

/** The keys that may be used. Filtered for each call, because one set serves several issuers. */
function those(keys: KeySet, may: MayKey | undefined): KeySet {
  return may ? createLocalJWKSet({ keys: keys.jwks().keys.filter(may) }) : keys;
}

async function loadKeys(address: string, fetch: Fetch): Promise<KeySet> {
  const response = await fetch(address, { headers: { accept: "application/jwk-set+json, application/json" } });
  // No specification requires a media type. The shape is checked: an object with an array `keys` of objects (RFC 7517,
  // section 5.1).
  return createLocalJWKSet((await readJsonObject(response, "key set")) as JSONWebKeySet);
}
