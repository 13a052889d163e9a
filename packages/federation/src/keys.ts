import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from "jose";
import { FreshCache } from "./fresh-cache.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { readJsonObject } from "./json-answer.ts";

type KeySet = ReturnType<typeof createLocalJWKSet>;

const known = new FreshCache<KeySet>({ maxAgeMs: 10 * 60_000, maxEntries: 200 });

/** Milliseconds between two attempts to find a missing or unusable key at the provider. */
const cooldownMs = 30_000;

/**
 * Finds the key that signed a token among the provider's published keys (RFC 7517, section 5), which are cached for ten
 * minutes. A missing key may be new, because providers announce a rotation by publishing (OpenID Connect Core 1.0,
 * section 10.1.1); then the keys are read again, at most every thirty seconds. `may` says which keys count for this
 * token.
 *
 * Errors of the function it returns: FederationError of the request and its answer, and jose's own errors, among them
 * JWKSMultipleMatchingKeys if the token names no key and several would fit (Core 10.1).
 */
export function findProviderKey(keysAddress: string, fetch: Fetch, now: Date, may = everyKey): JWTVerifyGetKey {
  const load = () => loadKeys(keysAddress, fetch);
  return async (header, token) => {
    const keys = await known.read(keysAddress, now.getTime(), load);
    try {
      return await those(keys.value, may)(header, token);
    } catch (error) {
      if (now.getTime() - keys.loadedAt < cooldownMs) throw error;
    }
    const newer = await known.reload(keysAddress, now.getTime(), load);
    return those(newer.value, may)(header, token);
  };
}

type MayKey = (key: JWK & { readonly issuer?: unknown }) => boolean;
const everyKey: MayKey = () => true;

/** The keys that may be used. Filtered for each call, because one set serves several issuers. */
function those(keys: KeySet, may: MayKey): KeySet {
  return may === everyKey ? keys : createLocalJWKSet({ keys: keys.jwks().keys.filter(may) });
}

async function loadKeys(address: string, fetch: Fetch): Promise<KeySet> {
  const response = await fetch(address, { headers: { accept: "application/jwk-set+json, application/json" } });
  // No specification requires a media type. The shape is checked: an object with an array `keys` of objects (RFC 7517,
  // section 5.1).
  return createLocalJWKSet((await readJsonObject(response, "key set")) as JSONWebKeySet);
}
