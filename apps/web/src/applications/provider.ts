import "server-only";
import { leaveApplication } from "@assent/database/applications/logout-notices";
import { claimsOfScopes, scopesOf } from "@assent/consent/release/scopes";
import { type Configuration, errors, type JWK, type KoaContextWithOIDC, Provider } from "oidc-provider";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { cookieNames } from "@/platform/session/cookies";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import { findAccount, subjectForApplication } from "./account";
import { apiAddress, apiScopes } from "./api/api";
import { applicationOf, clientAdapter, isClientSecret, ownMetadata } from "./client-adapter";
import { leadOnByDocument } from "./go-on-document";
import { itemAdapter } from "./item-adapter";
import { askPolicy, pathOfRequest } from "./interaction";
import { tellOutages } from "./outages";
import { countRequests } from "./outcomes";
import { existingGrant, grantAdapter, openIdSessionAdapter, withOurSessions } from "./session-adapter";

const minute = 60;
const hour = 60 * minute;
const day = 24 * hour;

/**
 * The OpenID provider that applications sign in with, on this origin:
 * https://openid.net/specs/openid-connect-core-1_0.html. Scopes only ask; purposes decide (packages/consent/release).
 * `keys`: of each algorithm, the first one signs. `attributes`: keys of the catalogue.
 */
export function openIdProvider(keys: readonly JWK[], attributes: readonly string[]): Provider {
  const allowed = { scopes: scopesOf(attributes), claims: Object.values(claimsOfScopes(attributes)).flat() };
  const provider = new Provider(env().origin, {
    adapter: (model: string) => {
      if (model === "Session") return openIdSessionAdapter();
      if (model === "Client") return clientAdapter();
      return model === "Grant" ? grantAdapter(allowed) : itemAdapter(model);
    },
    jwks: { keys: [...keys] },
    scopes: [...allowed.scopes],
    // `acr` is with `sub` because the library removes it where all its values are not known: see handOnAcr.
    claims: { openid: ["sub", "acr"], auth_time: null, sid: null, iss: null, ...claimsOfScopes(attributes) },
    loadExistingGrant: (ctx) => existingGrant(ctx, allowed),
    ...clients,
    ...answers,
    ...screens(),
  });
  provider.proxy = true;
  tellOutages(provider);
  provider.Client.prototype.compareClientSecret = function compare(secret: string) {
    return isClientSecret(this.clientId, secret);
  };
  tellByNotice(provider);
  handOnAcr(provider);
  provider.use(async (ctx, next) => {
    await next();
    if (hasOidc(ctx) && ctx.oidc.route === "end_session_confirm") leadOnByDocument(ctx);
  });
  countRequests(provider);
  return withOurSessions(provider);
}

/** Notices tell applications that a session has ended (logout-sender.ts), so this only ends it for this one. */
function tellByNotice({ Client }: Provider): void {
  const backchannelLogout = (_userId: string, sid: string) => leaveApplication(database().orm, sid);
  Object.assign(Client.prototype, { backchannelLogout });
}

/** An ID token has the `acr` of the person's provider only for an application that asks for it. */
function handOnAcr(provider: Provider): void {
  provider.on("authorization.accepted", ({ oidc: { claims, session } }) => {
    if (session && claims.id_token?.["acr"] === undefined) delete session.acr;
  });
}

/** Requests to addresses that the library does not know have no context of it. */
const hasOidc = <Context extends object>(ctx: Context): ctx is Context & KoaContextWithOIDC => "oidc" in ctx;

/** Who may ask, and how they prove themselves. RFC 9700, sections 2.1.1, 2.4 and 4.1.3. */
const clients: Configuration = {
  responseTypes: ["code"],
  // The URL name of an identity provider. The person goes straight to it if the application may choose: continue.ts.
  extraParams: ["idp_hint"],
  clientAuthMethods: ["none", "client_secret_basic", "client_secret_post", "private_key_jwt"],
  extraClientMetadata: { properties: [ownMetadata] },
  subjectTypes: ["pairwise"],
  pairwiseIdentifier: (_ctx, accountId, client) => subjectForApplication(applicationOf(client), accountId),
  // The sector is kept with the application; nothing is fetched.
  sectorIdentifierUriValidate: () => false,
  pkce: { required: (_ctx, client) => client.tokenEndpointAuthMethod === "none" || applicationOf(client).pkceRequired },
  // A browser's script may ask from where its own redirect URIs are, and from nowhere else.
  clientBasedCORS: (_ctx, origin, client) =>
    client.tokenEndpointAuthMethod === "none" &&
    (client.redirectUris ?? []).some((uri) => URL.parse(uri)?.origin === origin),
  allowOmittingSingleRegisteredRedirectUri: false,
  // What an application has named is asked as carefully as an identity provider. Its errors hold no answer.
  fetch: (url, options) => providerFetch()(url, options),
};

const answers: Configuration = {
  findAccount,
  // Which claims are in an ID token is decided by application, in `findAccount`.
  conformIdTokenClaims: false,
  issueRefreshToken: (_ctx, client, code) =>
    client.grantTypeAllowed("refresh_token") && code.scopes.has("offline_access"),
  rotateRefreshToken: true,
  enabledJWA: {
    clientAuthSigningAlgValues: ["RS256", "PS256", "ES256", "Ed25519", "EdDSA"],
    idTokenSigningAlgValues: ["RS256", "EdDSA"],
    dPoPSigningAlgValues: ["ES256", "Ed25519", "EdDSA"],
  },
  ttl: {
    AccessToken: 10 * minute,
    AuthorizationCode: minute,
    Grant: 30 * day,
    IdToken: 10 * minute,
    // Longer than the two hours that people can extend their choice to.
    Interaction: 3 * hour,
    RefreshToken: 30 * day,
    Session: (_ctx, session) => Math.max(1, (session.exp ?? 0) - Math.floor(Date.now() / 1000)),
  },
  routes: {
    authorization: "/oidc/auth",
    end_session: "/oidc/session/end",
    introspection: "/oidc/token/introspection",
    jwks: "/oidc/jwks",
    pushed_authorization_request: "/oidc/request",
    revocation: "/oidc/token/revocation",
    token: "/oidc/token",
    userinfo: "/oidc/userinfo",
  },
};

/** Tokens for the API: RFC 9068. They can't be revoked, so they end soon. */
const apiTokens = {
  scope: apiScopes.join(" "),
  accessTokenFormat: "jwt",
  accessTokenTTL: 5 * minute,
  jwt: { sign: { alg: "RS256" } },
} as const;

/** What people see is drawn by pages of ours. */
function screens(): Configuration {
  const { session, asking, resume } = cookieNames();
  // The provider's session cookie is ours.
  const names = { session, interaction: asking, resume };
  const options = { httpOnly: true, sameSite: "lax", secure: env().secureCookies, signed: false } as const;
  return {
    // A cookie of a request is for its own address, so that requests in two tabs do not disturb each other.
    cookies: { names, long: { ...options, path: "/" }, short: options },
    interactions: { policy: askPolicy(), url: (_ctx, interaction) => pathOfRequest(interaction) },
    // Its code chooses among fixed sentences; nothing of the request is repeated.
    renderError: (ctx, out, error) => {
      // The library calls a request that is over an invalid one.
      const code = error instanceof errors.SessionNotFound ? "expired" : out.error;
      ctx.redirect(`/application-problem?code=${encodeURIComponent(code)}`);
    },
    features: {
      devInteractions: { enabled: false },
      backchannelLogout: { enabled: true },
      claimsParameter: { enabled: true },
      clientCredentials: { enabled: true },
      dPoP: { enabled: true },
      // A token is for userinfo, so only the application that it was issued to may ask about it. RFC 7662, section 4.
      introspection: {
        enabled: true,
        allowedPolicy: (_ctx, client, token) => token.clientId === client.clientId,
      },
      pushedAuthorizationRequests: { enabled: true },
      resourceIndicators: {
        enabled: true,
        // Only a program that asks for itself gets a JWT. The token of a sign-in is for userinfo, and opaque.
        defaultResource: (ctx) => (ctx.oidc.params?.["grant_type"] === "client_credentials" ? apiAddress() : undefined),
        getResourceServerInfo: (ctx, resource) => {
          if (resource === apiAddress() && ctx.oidc.params?.["grant_type"] === "client_credentials") return apiTokens;
          throw new errors.InvalidTarget();
        },
      },
      revocation: { enabled: true },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource: (ctx, form) =>
          ctx.redirect(`/sign-out/application?confirm=${/name="xsrf" value="([\w-]+)"/.exec(form)?.[1] ?? ""}`),
        postLogoutSuccessSource: (ctx) => ctx.redirect("/sign-out?done=1"),
      },
      userinfo: { enabled: true },
    },
  };
}
