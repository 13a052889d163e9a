import { createLocalJWKSet, type JSONWebKeySet, type JWK, type JWTVerifyGetKey } from "jose";
import { FreshCache } from "./fresh-cache.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { readJsonObject } from "./json-answer.ts";

type KeySet = ReturnType<typeof createLocalJWKSet>;

const known = new FreshCache<KeySet>({ maxAgeMs: 10 * 60_000, maxEntries: 200 });

/** A key that is missing or unusable is looked for again at the provider, but not more often than this. Milliseconds. */
const cooldownMs = 30_000;

/**
 * Finds the key that a token was signed with among the keys the provider publishes (RFC 7517, section 5). They are
 * kept for ten minutes. A key that is not among them may be new: a provider that rotates its keys announces them by
 * publishing (OpenID Connect Core 1.0, section 10.1.1), so they are fetched again, at most every thirty seconds.
 *
 * `may` says which of them count for a token. Errors of the function it returns: FederationError of the request and its answer, and jose's own errors, among them
 * JWKSMultipleMatchingKeys when the token names no key and several would fit (Core 10.1).
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

/** The keys that may be used; asked each time, because one set serves several issuers. */
function those(keys: KeySet, may: MayKey): KeySet {
  return may === everyKey ? keys : createLocalJWKSet({ keys: keys.jwks().keys.filter(may) });
}

async function loadKeys(address: string, fetch: Fetch): Promise<KeySet> {
  const response = await fetch(address, { headers: { accept: "application/jwk-set+json, application/json" } });
  // No specification says that a media type must come with it. What is checked is the shape: an object with an array
  // `keys` of objects (RFC 7517, section 5.1).
  return createLocalJWKSet((await readJsonObject(response, "key set")) as JSONWebKeySet);
}
