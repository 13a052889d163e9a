import "server-only";
import type { IdentityProvider } from "@assent/database/identity-providers";
import { discover } from "@assent/federation/discovery";
import { guardedFetch } from "@assent/federation/guarded-fetch";
import type { ProviderMetadata } from "@assent/federation/provider-metadata";
import { openSecret } from "@assent/federation/seal";
import { customFetch } from "next-auth";
import type { Provider } from "next-auth/providers";
import { env } from "@/env";
import { clientSecretContext } from "./client-secret";

let fetchOut: typeof fetch | undefined;

/** All requests to providers leave through this one client; plain http only to this machine, only in the demonstration. */
export function providerFetch(): typeof fetch {
  fetchOut ??= guardedFetch({ allowHttpLoopback: env().demo !== null });
  return fetchOut;
}

/** Told of each request that went to a provider: where, how long it took in milliseconds, and its status. */
export type Exchanged = (exchange: {
  readonly url: string;
  readonly ms: number;
  readonly status: number | null;
}) => void;

/** A stored identity provider as Auth.js wants it. Errors: SealError when the secret was sealed for another row. */
export function authProvider(provider: IdentityProvider, exchanged: Exchanged = () => {}): Provider {
  return {
    id: provider.slug,
    name: provider.name,
    type: "oidc",
    issuer: provider.issuer,
    clientId: provider.clientId,
    clientSecret: openSecret(provider.clientSecretSealed, {
      secret: env().secret,
      context: clientSecretContext(provider.id),
    }),
    client: { token_endpoint_auth_method: provider.tokenAuthMethod },
    authorization: { params: { scope: provider.scopes } },
    // The default is PKCE alone. State and nonce bind the answer to this browser and this request (RFC 9700, 2.1 and 4.7).
    checks: ["pkce", "state", "nonce"],
    profile: (claims) => ({ id: String(claims["sub"]) }),
    [customFetch]: cachedDiscovery(provider.issuer, exchanged),
  };
}

/**
 * OpenID Connect Discovery 1.0, section 3, only recommends a userinfo endpoint, and Auth.js refuses a provider without
 * one although it never asks there: our own code does (federation/identity), by the metadata as they are.
 */
const withUserinfo = (metadata: ProviderMetadata): ProviderMetadata => ({
  ...metadata,
  userinfo_endpoint: metadata.userinfo_endpoint ?? metadata.token_endpoint,
});

/** Auth.js reads the provider's metadata anew at each step; ours is checked, cached, and shared by both. */
function cachedDiscovery(issuer: string, exchanged: Exchanged): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (new URL(url).pathname.endsWith("/.well-known/openid-configuration")) {
      return Response.json(withUserinfo(await discover(issuer, providerFetch())));
    }
    const began = performance.now();
    const tell = (status: number | null) => exchanged({ url, ms: performance.now() - began, status });
    try {
      const response = await providerFetch()(input, init);
      tell(response.status);
      return response;
    } catch (error) {
      tell(null);
      throw error;
    }
  };
}
