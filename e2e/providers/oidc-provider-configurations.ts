import { generateKeyPairSync } from "node:crypto";
import type { AllClientMetadata, Configuration, SigningAlgorithm } from "oidc-provider";
import type { Claims } from "../hostile-provider.ts";
import type { ConnectedProvider } from "../product.ts";

export interface OidcProviderConfiguration {
  readonly what: string;
  /** Of ID tokens and logout tokens; RS256 if missing. */
  readonly algorithm?: SigningAlgorithm;
  /** Algorithms of further keys that it publishes. */
  readonly moreKeys?: readonly SigningAlgorithm[];
  /** New keys have new names, if missing, and replace the earlier ones. */
  readonly rotation?: "same-name" | "both-published";
  /** That of the new keys, and from then on the only one that the metadata list. */
  readonly nextAlgorithm?: SigningAlgorithm;
  readonly client?: AllClientMetadata;
  readonly clientSecret?: string;
  readonly server?: Configuration;
  /** The path of its issuer. */
  readonly path?: string;
  readonly connect?: Partial<ConnectedProvider>;
  /** In addition to those of everyone. */
  readonly claims?: Claims;
  /** What the person is asked about in addition, as it is shown. */
  readonly shown?: readonly string[];
}

export interface RefusedConfiguration extends OidcProviderConfiguration {
  /** The beginning of what the test sign-in says. */
  readonly told: string;
  /** It is told before the browser leaves for the provider. */
  readonly atOnce?: true;
}

const signedUserinfo = { features: { jwtUserinfo: { enabled: true } } } as const;
const algorithms = ["RS256", "RS512", "PS256", "PS512", "ES256", "ES384", "ES512", "Ed25519", "EdDSA"] as const;
const enabledJWA = { idTokenSigningAlgValues: algorithms, userinfoSigningAlgValues: algorithms } as const;
const signsWith = (algorithm: SigningAlgorithm): OidcProviderConfiguration => ({
  what: algorithm,
  algorithm,
  server: { enabledJWA },
});
const address = { street_address: "1 Canary Street", locality: "Zagreb", postal_code: "10000", country: "HR" };
const inIdToken = { conformIdTokenClaims: false } as const;
const all = "openid profile email phone address";

/** With these, people sign in. */
export const working: readonly OidcProviderConfiguration[] = [
  { what: "its defaults" },
  ...algorithms.slice(1).map(signsWith),
  { ...signsWith("ES256"), what: "one algorithm, chosen at the connection too", connect: { algorithm: "ES256" } },
  { what: "new keys with the names of the earlier ones", rotation: "same-name" },
  { what: "new keys with another algorithm", algorithm: "RS256", nextAlgorithm: "ES256" },
  { what: "several keys of different kinds", moreKeys: ["ES256", "PS256"], rotation: "both-published" },
  { what: "client_secret_post", connect: { tokenAuth: "client_secret_post" } },
  { what: "private_key_jwt", connect: { tokenAuth: "private_key_jwt" } },
  {
    what: "a client ID and a secret that have to be encoded",
    client: { client_id: "urn:assent/web app+1%" },
    clientSecret: "canary: +%&/=?#~ secret",
  },
  { what: "answers as a form", connect: { responseMode: "form_post" } },
  {
    what: "answers as a form and nothing else",
    connect: { responseMode: "form_post" },
    client: { response_modes: ["form_post"] },
  },
  { what: "claims in the ID token and in userinfo", server: inIdToken },
  {
    what: "claims in the ID token, without userinfo",
    server: { ...inIdToken, features: { userinfo: { enabled: false } } },
  },
  { what: "signed userinfo", server: signedUserinfo, client: { userinfo_signed_response_alg: "RS256" } },
  {
    what: "userinfo signed with another key than the ID token",
    ...{ algorithm: "ES256", moreKeys: ["PS256"], server: signedUserinfo },
    client: { userinfo_signed_response_alg: "PS256" },
  },
  { what: "pairwise subjects", server: pairwise(), client: { subject_type: "pairwise" } },
  { what: "PKCE demanded", server: { pkce: { required: () => true } } },
  { what: "no sign-out", server: { features: { rpInitiatedLogout: { enabled: false } } } },
  { what: "no back-channel logout", server: { features: { backchannelLogout: { enabled: false } } } },
  { what: "logout tokens with a session", client: { backchannel_logout_session_required: true } },
  { what: "an issuer with a path", path: "/realms/acme" },
  { what: "an issuer that ends with a slash", path: "/" },
  {
    what: "other addresses of its endpoints",
    server: { routes: { authorization: "/o/auth", token: "/o/token", userinfo: "/o/me", end_session: "/o/bye" } },
  },
  { what: "tokens that live for ten seconds", server: { ttl: { IdToken: 10, AccessToken: 10, AuthorizationCode: 5 } } },
  { what: "the time of the sign-in in the ID token", client: { require_auth_time: true } },
  {
    what: "the scopes for phone and address",
    connect: { scopes: all },
    claims: { phone_number: "+385 1 4812 799", address },
    shown: ["1 Canary Street", "+385 1 4812 799"],
  },
  {
    what: "claims that are null, lists or objects",
    server: { ...inIdToken, claims: { openid: ["sub", "groups", "nothing", "org"], email: ["email"] } },
    claims: { groups: ["staff", null, { id: 1 }], nothing: null, org: { unit: null, of: [] }, name: null },
  },
];

function pairwise(): Configuration {
  return {
    subjectTypes: ["public", "pairwise"],
    pairwiseIdentifier: (_ctx, accountId, client) => `pairwise|${client.clientId}|${accountId}`,
  };
}

const encryptionKeys = {
  keys: [{ ...generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey.export({ format: "jwk" }), use: "enc" }],
} as AllClientMetadata["jwks"];
const encryption = { encryption: { enabled: true }, jwtUserinfo: { enabled: true } } as const;

/** With these no one can sign in, and the test of the connection says why. */
export const refused: readonly RefusedConfiguration[] = [
  {
    what: "pushed requests demanded of everyone",
    server: { features: { pushedAuthorizationRequests: { enabled: true, requirePushedAuthorizationRequests: true } } },
    ...{ told: "The provider demands pushed authorization requests", atOnce: true },
  },
  {
    what: "pushed requests demanded of this client",
    client: { require_pushed_authorization_requests: true },
    ...{ told: "The provider refused the request.", atOnce: true },
  },
  {
    what: "signed request objects demanded",
    server: { features: { requestObjects: { enabled: true, requireSignedRequestObject: true } } },
    ...{ told: "The provider demands signed request objects", atOnce: true },
  },
  {
    what: "an algorithm with the client secret for client authentication only",
    server: { clientAuthMethods: ["client_secret_jwt"] },
    client: { token_endpoint_auth_method: "client_secret_jwt" },
    ...{ told: "The provider knows no common way of authentication.", atOnce: true },
  },
  {
    what: "another redirect URI",
    client: { redirect_uris: ["https://elsewhere.example/callback"] },
    ...{ told: "The provider refuses the request before you sign in.", atOnce: true },
  },
  {
    what: "answers as a form only, and a connection without it",
    client: { response_modes: ["form_post"] },
    ...{ told: "The provider refused the request.", atOnce: true },
  },
  {
    what: "a scope that this client may not have",
    client: { scope: "openid profile" },
    ...{ told: "The provider refuses a scope.", atOnce: true },
  },
  {
    what: "another client secret",
    connect: { clientSecret: "mistyped" },
    told: "The provider doesn’t accept the client secret or the key.",
  },
  {
    what: "DPoP demanded",
    client: { dpop_bound_access_tokens: true },
    // It says no more than that: "grant request is invalid".
    told: "The provider doesn’t accept its own code.",
  },
  {
    what: "encrypted ID tokens",
    server: { features: encryption },
    client: { jwks: encryptionKeys, id_token_encrypted_response_alg: "RSA-OAEP-256" },
    told: "The ID token is encrypted.",
  },
  {
    what: "encrypted userinfo",
    server: { features: encryption },
    client: {
      ...{ jwks: encryptionKeys, userinfo_signed_response_alg: "RS256" },
      userinfo_encrypted_response_alg: "RSA-OAEP-256",
    },
    told: "The userinfo can’t be used.",
  },
  {
    what: "ID tokens signed with the client secret",
    server: { enabledJWA: { idTokenSigningAlgValues: ["RS256", "HS256"] } },
    client: { id_token_signed_response_alg: "HS256" },
    told: "The ID token’s signature can’t be verified.",
  },
  {
    what: "another algorithm than the one that is chosen at the connection",
    connect: { algorithm: "ES256" },
    told: "The ID token’s signature can’t be verified.",
  },
];
