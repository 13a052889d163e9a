import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { isSecretFor } from "@assent/database/providers/secret-origin";
import { providerKeyInUse } from "@assent/database/providers/provider-keys";
import { allowedAlgorithms } from "@assent/federation/algorithms";
import { checkSubject } from "@assent/federation/claim-checks";
import { clientAssertion, clientAssertionType } from "@assent/federation/client-key";
import { discover } from "@assent/federation/discovery";
import { FederationError } from "@assent/federation/federation-error";
import { guardedFetch } from "@assent/federation/guarded-fetch";
import type { ProviderMetadata } from "@assent/federation/provider-metadata";
import { openSecret } from "@assent/crypto/seal";
import { isTenantTemplate, subjectOf, tenantIssuer } from "@assent/federation/tenant-issuer";
import { customFetch } from "next-auth";
import type { Provider } from "next-auth/providers";
import { _expectedIssuer } from "oauth4webapi";
import { env } from "@/platform/env";
import { readableTokenAnswer } from "./token-answer";
import { database } from "@/platform/database";
import { clientSecretContext, providerKeyContext } from "./client-secret";

declare module "oauth4webapi" {
  // oauth4webapi exports it without a type: https://github.com/panva/oauth4webapi
  export const _expectedIssuer: unique symbol;
}

let fetchOut: typeof fetch | undefined;

/** The one client that all requests to providers use. */
export function providerFetch(): typeof fetch {
  fetchOut ??= guardedFetch(env().outgoing);
  return fetchOut;
}

/** Called for each request to a provider, with its duration in milliseconds and its status; null if it failed. */
export type Exchanged = (exchange: {
  readonly url: string;
  readonly ms: number;
  readonly status: number | null;
}) => void;

/** A stored identity provider as Auth.js needs it. Errors: FederationError if a secret was sealed for another row. */
export function authProvider(provider: IdentityProvider, exchanged: Exchanged = () => {}): Provider {
  const withKey = provider.tokenAuthMethod === "private_key_jwt";
  return {
    id: provider.slug,
    name: provider.name,
    type: "oidc",
    issuer: provider.issuer,
    clientId: provider.clientId,
    ...(withKey ? {} : { clientSecret: clientSecretOf(provider) }),
    // Auth.js knows private_key_jwt, but not the name EdDSA, and always sends two audiences. So it sends the request
    // of a client without a secret, and we sign that on its way out.
    client: { token_endpoint_auth_method: withKey ? "none" : provider.tokenAuthMethod },
    authorization: { params: { ...extraParameters(provider), scope: provider.scopes } },
    // The default is PKCE alone. `state` and `nonce` bind the answer to this browser and this request (RFC 9700, 2.1
    // and 4.7).
    checks: ["pkce", "state", "nonce"],
    profile: ({ iss, sub }) => {
      // Before Auth.js looks for it in the database, which refuses some characters.
      checkSubject(sub);
      return { id: subjectOf(provider.issuer, { iss, sub }) };
    },
    [customFetch]: cachedDiscovery(provider, exchanged),
  };
}

/**
 * "query" is the default of the code flow (OAuth 2.0 Multiple Response Types, section 2.1), so it is not sent. Not part of
 * the provider's own parameters, because Auth.js would then read the answer from a posted form: see posted-answer.ts.
 */
export const responseModeOf = ({ responseMode: mode }: IdentityProvider) =>
  mode === "query" ? {} : { response_mode: mode };

/** `claims` becomes an object, because Auth.js writes it as JSON again. */
function extraParameters({ authorizationParameters }: IdentityProvider): Record<string, unknown> {
  const extra = [...new URLSearchParams(authorizationParameters)];
  return Object.fromEntries(extra.map(([name, value]) => [name, name === "claims" ? JSON.parse(value) : value]));
}

function clientSecretOf({ id, clientSecretSealed }: IdentityProvider): string {
  return openSecret(clientSecretSealed ?? "", { ...env().seal, context: clientSecretContext(id) });
}

/** Adds our signature to the token request. Errors: FederationError client-key-missing, and those of the seal. */
async function signed({ id, clientId }: IdentityProvider, tokenEndpoint: string, init: RequestInit | undefined) {
  const key = await providerKeyInUse(database().orm, id);
  if (!key) throw new FederationError("client-key-missing");
  const seal = { ...env().seal, context: providerKeyContext(key.id) };
  const body = new URLSearchParams(init?.body instanceof URLSearchParams ? init.body : "");
  body.set("client_assertion_type", clientAssertionType);
  body.set("client_assertion", await clientAssertion(key, { clientId, tokenEndpoint, now: new Date(), ...seal }));
  return { ...init, body };
}

/**
 * The metadata says where the token endpoint is, and an attacker who can change it would get the secret. So the secret stays at
 * the origin it was entered for. Errors: FederationError client-secret-elsewhere, with that of the metadata.
 */
async function requireOwnOrigin({ id, clientSecretSealed, clientSecretOrigin }: IdentityProvider, url: string) {
  const { origin } = new URL(url);
  if (clientSecretOrigin === origin) return;
  const isFree = clientSecretOrigin === null;
  if (isFree && (await isSecretFor(database().orm, { providerId: id, clientSecretSealed, origin }))) return;
  throw new FederationError("client-secret-elsewhere", origin);
}

/**
 * Auth.js refuses a provider without a userinfo endpoint, although it never uses it. OpenID Connect Discovery 1.0,
 * section 3, only recommends one. It also compares the algorithm of the ID token with the metadata and does not read
 * them again if the provider has changed it. Our own code (federation/identity) reads the metadata as it is, and does.
 */
const forAuth = (metadata: ProviderMetadata): ProviderMetadata => ({
  ...metadata,
  userinfo_endpoint: metadata.userinfo_endpoint ?? metadata.token_endpoint,
  id_token_signing_alg_values_supported: [
    ...(metadata.id_token_signing_alg_values_supported ?? []),
    ...allowedAlgorithms,
  ],
});

/**
 * If the issuer is a template, this tells oauth4webapi which issuer a token must have, because JSON cannot. We
 * check the ID token by the same rule afterwards. https://github.com/panva/openid-client does it in the same way.
 */
function asAnswer(metadata: ProviderMetadata): Response {
  const answer = Response.json(metadata);
  if (!isTenantTemplate(metadata.issuer)) return answer;
  const expected = ({ claims }: { claims: { tid?: unknown } }) => tenantIssuer(metadata.issuer, claims.tid);
  return Object.assign(answer, { json: async () => ({ ...metadata, [_expectedIssuer]: expected }) });
}

/** Gives Auth.js our checked and cached metadata: it would fetch it again at each step. */
function cachedDiscovery(provider: IdentityProvider, exchanged: Exchanged): typeof fetch {
  return async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    if (new URL(url).pathname.endsWith("/.well-known/openid-configuration")) {
      return asAnswer(forAuth(await discover(provider.issuer, providerFetch())));
    }
    // The token endpoint is the only other address that Auth.js asks.
    const withKey = provider.tokenAuthMethod === "private_key_jwt";
    const began = performance.now();
    const tell = (status: number | null) => exchanged({ url, ms: performance.now() - began, status });
    try {
      // A signature names the endpoint it is for, and is worth nothing elsewhere.
      if (!withKey) await requireOwnOrigin(provider, url);
      const response = await providerFetch()(input, withKey ? await signed(provider, url, init) : init);
      tell(response.status);
      return await readableTokenAnswer(response);
    } catch (error) {
      tell(null);
      throw error;
    }
  };
}
