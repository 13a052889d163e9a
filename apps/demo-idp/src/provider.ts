import { randomBytes } from "node:crypto";
import type { Configuration, JWK, KoaContextWithOIDC } from "oidc-provider";
import { claimsByScope, splitClaims } from "./claims.ts";
import { memoryAdapter } from "./memory-adapter.ts";
import { interactionPolicy, Provider } from "./oidc-provider.ts";
import { errorPage } from "./pages/message.ts";
import { signedOutPage, signOutPage } from "./pages/sign-out.ts";
import type { People } from "./people.ts";

interface ProviderOptions {
  issuer: string;
  clientSecret: string;
  appUrl: string;
  signingKey: JWK;
  people: People;
}

const minute = 60;
const hour = 60 * minute;

/**
 * The OpenID provider itself: code flow with PKCE for one client. https://openid.net/specs/openid-connect-core-1_0.html
 */
export function createProvider(options: ProviderOptions): Provider {
  return new Provider(options.issuer, { ...whoAsks(options), ...howItAnswers(options), ...whatPeopleSee(options) });
}

function whoAsks({ appUrl, clientSecret }: ProviderOptions): Configuration {
  return {
    clients: [
      {
        client_id: "assent",
        client_name: "Assent",
        client_secret: clientSecret,
        grant_types: ["authorization_code"],
        response_types: ["code"],
        // The other modes need a script in the answer.
        response_modes: ["query"],
        token_endpoint_auth_method: "client_secret_basic",
        // Says in every ID token when the person signed in: OpenID Connect Dynamic Client Registration 1.0, section 2.
        require_auth_time: true,
        redirect_uris: [`${appUrl}/api/auth/callback/demo-university`],
        post_logout_redirect_uris: [`${appUrl}/sign-in`],
        backchannel_logout_uri: `${appUrl}/api/auth/logout/demo-university`,
      },
    ],
    clientAuthMethods: ["client_secret_basic"],
    responseTypes: ["code"],
    pkce: { required: () => true },
    // Scripts in browsers may not call it.
    clientBasedCORS: () => false,
    fetch: tellApplication(appUrl),
  };
}

/**
 * The library does not request addresses on this machine. The application is here, and only it is told about sign-outs.
 */
function tellApplication(appUrl: string): Configuration["fetch"] {
  return (address, init: (RequestInit & { dispatcher?: unknown }) | undefined) => {
    const { dispatcher: _guard, ...options } = init ?? {};
    const request = new Request(address, options);
    if (new URL(request.url).origin !== new URL(appUrl).origin) throw new TypeError("Only the application is asked");
    return fetch(request);
  };
}

function howItAnswers({ issuer, people, signingKey }: ProviderOptions): Configuration {
  // Browsers share the cookies of 127.0.0.1 between ports, so each copy has its own names.
  const cookie = (name: string) => `demo_idp_${new URL(issuer).port}_${name}`;
  return {
    adapter: memoryAdapter(),
    jwks: { keys: [signingKey] },
    cookies: {
      keys: [randomBytes(32).toString("base64url")],
      names: { session: cookie("session"), interaction: cookie("interaction"), resume: cookie("resume") },
    },
    scopes: Object.keys(claimsByScope),
    claims: claimsByScope,
    // With a code, the ID token says who signed in and when; everything else is at the userinfo endpoint.
    conformIdTokenClaims: true,
    findAccount(_ctx, subject) {
      const claims = people.get(subject);
      return claims && { accountId: subject, claims: () => ({ ...splitClaims(claims).standard, sub: subject }) };
    },
    loadExistingGrant: grantWhatIsAsked,
    routes: { userinfo: "/userinfo" },
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      Grant: hour,
      IdToken: 10 * minute,
      Interaction: hour,
      Session: 12 * hour,
    },
  };
}

/** There is no consent page here. The application asks people itself, which this provider demonstrates. */
async function grantWhatIsAsked(ctx: KoaContextWithOIDC) {
  const { account, client, provider, result, requestParamOIDCScopes, session } = ctx.oidc;
  // A person with a session who has not chosen yet is asked again.
  if (!account || !client || !session || !result?.login) return undefined;
  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  grant.addOIDCScope([...requestParamOIDCScopes].join(" "));
  await grant.save();
  return grant;
}

function whatPeopleSee({ appUrl, people }: ProviderOptions): Configuration {
  return {
    interactions: { policy: alwaysAsk(), url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    renderError(ctx, { error, error_description }) {
      ctx.type = "html";
      ctx.body = errorPage(error, error_description, appUrl);
    },
    features: {
      backchannelLogout: { enabled: true },
      devInteractions: { enabled: false },
      dPoP: { enabled: false },
      pushedAuthorizationRequests: { enabled: false },
      resourceIndicators: { enabled: false },
      rpInitiatedLogout: {
        enabled: true,
        logoutSource(ctx, form) {
          const name = people.get(ctx.oidc.session?.accountId ?? "")?.name;
          ctx.type = "html";
          ctx.body = signOutPage({ form, name: typeof name === "string" ? name : null });
        },
        postLogoutSuccessSource(ctx) {
          ctx.type = "html";
          ctx.body = signedOutPage(appUrl);
        },
      },
    },
  };
}

/** A session alone never signs a person in, so that people can choose another account each time. */
function alwaysAsk() {
  const { base, Check, Prompt } = interactionPolicy;
  const policy = base();
  const { REQUEST_PROMPT, NO_NEED_TO_PROMPT } = Check;
  policy
    .get("login")
    ?.checks.add(
      new Check("choose_person", "Who signs in has to be chosen", "login_required", (ctx) =>
        ctx.oidc.result?.login ? NO_NEED_TO_PROMPT : REQUEST_PROMPT,
      ),
    );
  policy.add(new Prompt({ name: "select_account", requestable: true }));
  return policy;
}
