import type { Application } from "@assent/database/applications/applications";

/** What is known about a product that can sign its people in through Assent. */
interface Product {
  /** The path of its redirect URI, with a name in it that its administrator chooses. */
  readonly redirectPath: string;
  /** What the path of its redirect URI looks like. */
  readonly redirects: RegExp;
  /** Attributes that it needs to sign a person in. */
  readonly needs: readonly string[];
  /** Set up like this, it reads details from the ID token and not from userinfo. */
  readonly readsIdToken: boolean;
  /** Whether it can use PKCE. */
  readonly pkce: boolean;
  /** What is pasted into its configuration, with names in braces for what is known here. */
  readonly paste: string;
}

/** Each links to the documentation that it is from. */
const products = {
  // https://authjs.dev/guides/configuring-oauth-providers
  "auth-js": {
    redirectPath: "/api/auth/callback/assent",
    redirects: /\/api\/auth\/callback\/[^/]+$/,
    needs: [],
    readsIdToken: false,
    pkce: true,
    paste: `providers: [
  {
    id: "assent",
    name: "Assent",
    type: "oidc",
    issuer: "{issuer}",
    clientId: "{clientId}",
    clientSecret: process.env.ASSENT_SECRET,
    authorization: { params: { scope: "openid email profile" } },
    idToken: false,
  },
]`,
  },
  // https://docs.spring.io/spring-security/reference/servlet/oauth2/login/core.html
  spring: {
    redirectPath: "/login/oauth2/code/assent",
    redirects: /\/login\/oauth2\/code\/[^/]+$/,
    needs: [],
    readsIdToken: false,
    pkce: true,
    paste: `spring:
  security:
    oauth2:
      client:
        registration:
          assent:
            client-id: {clientId}
            client-secret: \${ASSENT_SECRET}
            scope: openid, email, profile
        provider:
          assent:
            issuer-uri: {issuer}`,
  },
  // https://www.keycloak.org/docs/latest/server_admin/#_identity_broker_oidc
  keycloak: {
    redirectPath: "/realms/REALM/broker/assent/endpoint",
    redirects: /\/realms\/[^/]+\/broker\/[^/]+\/endpoint$/,
    needs: [],
    readsIdToken: false,
    pkce: true,
    paste: `Alias: assent
Discovery endpoint: {discovery}
Client ID: {clientId}
Client authentication: Client secret sent as basic auth
Use PKCE: On
PKCE Method: S256
Scopes: openid email profile`,
  },
  // https://github.com/OpenIDC/mod_auth_openidc/blob/master/auth_openidc.conf
  "mod-auth-openidc": {
    redirectPath: "/redirect_uri",
    redirects: /./,
    needs: [],
    readsIdToken: false,
    pkce: true,
    paste: `OIDCProviderMetadataURL {discovery}
OIDCClientID {clientId}
OIDCClientSecret "\${ASSENT_SECRET}"
OIDCRedirectURI {application}/redirect_uri
OIDCCryptoPassphrase "\${OIDC_PASSPHRASE}"
OIDCScope "openid email profile"
OIDCPKCEMethod S256
OIDCUserInfoRefreshInterval 60`,
  },
  // https://oauth2-proxy.github.io/oauth2-proxy/configuration/providers/openid_connect
  "oauth2-proxy": {
    redirectPath: "/oauth2/callback",
    redirects: /\/oauth2\/callback$/,
    needs: ["email"],
    readsIdToken: false,
    pkce: true,
    paste: `provider = "oidc"
oidc_issuer_url = "{issuer}"
client_id = "{clientId}"
client_secret_file = "/etc/oauth2-proxy/assent-secret"
redirect_url = "{application}/oauth2/callback"
scope = "openid email profile"
code_challenge_method = "S256"
email_domains = ["*"]`,
  },
  // https://grafana.com/docs/grafana/latest/setup-grafana/configure-access/configure-authentication/generic-oauth/
  grafana: {
    redirectPath: "/login/generic_oauth",
    redirects: /\/login\/generic_oauth$/,
    needs: ["email"],
    readsIdToken: false,
    pkce: true,
    paste: `[auth.generic_oauth]
enabled = true
name = Assent
client_id = {clientId}
client_secret = $__file{/etc/grafana/assent-secret}
scopes = openid email profile
auth_url = {issuer}/oidc/auth
token_url = {issuer}/oidc/token
api_url = {issuer}/oidc/userinfo
use_pkce = true`,
  },
  // https://docs.gitlab.com/administration/auth/oidc/
  gitlab: {
    redirectPath: "/users/auth/openid_connect/callback",
    redirects: /\/users\/auth\/openid_connect\/callback$/,
    needs: ["email"],
    readsIdToken: false,
    pkce: true,
    paste: `gitlab_rails['omniauth_allow_single_sign_on'] = ["openid_connect"]
gitlab_rails['omniauth_providers'] = [
  {
    name: "openid_connect",
    label: "Assent",
    args: {
      name: "openid_connect",
      scope: ["openid", "profile", "email"],
      response_type: "code",
      issuer: "{issuer}",
      discovery: true,
      client_auth_method: "basic",
      pkce: true,
      client_options: {
        identifier: "{clientId}",
        secret: "THE SECRET",
        redirect_uri: "{application}/users/auth/openid_connect/callback"
      }
    }
  }
]`,
  },
  // https://docs.moodle.org/en/OAuth_2_services. Moodle's own client sends no code_challenge (lib/oauthlib.php).
  moodle: {
    redirectPath: "/admin/oauth2callback.php",
    redirects: /\/admin\/oauth2callback\.php$/,
    needs: ["email"],
    readsIdToken: false,
    pkce: false,
    paste: `Name: Assent
Client ID: {clientId}
Service base URL: {issuer}
Scopes included in a login request: openid profile email`,
  },
  // https://github.com/nextcloud/user_oidc
  nextcloud: {
    redirectPath: "/apps/user_oidc/code",
    redirects: /\/apps\/user_oidc\/code$/,
    needs: [],
    readsIdToken: true,
    pkce: true,
    paste: `Identifier: Assent
Client ID: {clientId}
Discovery endpoint: {discovery}
Scope: openid email profile`,
  },
} as const satisfies Readonly<Record<string, Product>>;

export type ProductName = keyof typeof products;
export const productNames = Object.keys(products) as readonly ProductName[];

/** What a product is set up with, and what is not as it needs it. */
export interface ProductSetup {
  readonly name: ProductName;
  readonly paste: string;
  /** The redirect URI that it uses, as far as it is known. */
  readonly redirectUri: string;
  readonly problems: readonly ("redirect-uri" | "id-token" | "pkce")[];
  /** The attributes that it needs to sign a person in. */
  readonly needs: readonly string[];
}

/** The set-up of a product for an application. `facts`: what takes the place of the names in braces. */
export function productSetup(
  name: ProductName,
  application: Pick<Application, "redirectUris" | "homeUrl" | "claimsInIdToken" | "pkceRequired" | "clientId">,
  facts: Readonly<Record<"issuer" | "discovery", string>>,
): ProductSetup {
  const product: Product = products[name];
  const isOurs = (uri: string) => product.redirects.test(URL.parse(uri)?.pathname ?? "");
  const registered = application.redirectUris.find(isOurs);
  const place = originOf(registered ?? application.homeUrl ?? application.redirectUris[0]);
  const words: Readonly<Record<string, string>> = { ...facts, clientId: application.clientId, application: place };
  const problems = [
    registered === undefined && ("redirect-uri" as const),
    product.readsIdToken && !application.claimsInIdToken && ("id-token" as const),
    !product.pkce && application.pkceRequired && ("pkce" as const),
  ];
  return {
    name,
    paste: product.paste.replaceAll(/\{(\w+)\}/g, (whole, word: string) => words[word] ?? whole),
    redirectUri: registered ?? `${place}${product.redirectPath}`,
    problems: problems.filter((problem) => problem !== false),
    needs: product.needs,
  };
}

/** For a placeholder: RFC 2606. */
const unknownPlace = "https://app.example";

function originOf(address: string | null | undefined): string {
  const origin = URL.parse(address ?? "")?.origin;
  return origin === undefined || origin === "null" ? unknownPlace : origin;
}
