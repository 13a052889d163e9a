import { generateKeyPairSync, randomBytes } from "node:crypto";
import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Provider, type ClientMetadata, type Configuration, type JWK, type SigningAlgorithm } from "oidc-provider";
import type { Claims } from "../hostile-provider.ts";
import type { ConnectedProvider, Product } from "../product.ts";
import { keptInMemory } from "./kept-in-memory.ts";
import type { OidcProviderConfiguration } from "./oidc-provider-configurations.ts";

/**
 * The program oidc-provider (https://github.com/panva/node-oidc-provider) in one configuration, with its own pages for
 * development: people type any name and any password, and confirm what the client asks for.
 */
export class OidcProviderServer {
  private readonly people = new Map<string, Claims>();
  private readonly adapter = keptInMemory();
  private readonly cookieKeys = [randomBytes(32).toString("base64url")];
  private readonly clientSecret: string;
  private keys: readonly JWK[];
  private algorithm: SigningAlgorithm | undefined;

  private constructor(
    readonly slug: string,
    private readonly how: OidcProviderConfiguration,
    private readonly product: Product,
    private readonly server: Server,
  ) {
    this.algorithm = how.algorithm;
    this.keys = newKeys(how);
    this.clientSecret = how.clientSecret ?? randomBytes(24).toString("base64url");
  }

  static async start(slug: string, how: OidcProviderConfiguration, product: Product): Promise<OidcProviderServer> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    const started = new OidcProviderServer(slug, how, product, server);
    started.serve();
    return started;
  }

  get issuer(): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}${this.how.path ?? ""}`;
  }

  /** As the product connects it. */
  get connected(): ConnectedProvider {
    return {
      slug: this.slug,
      name: `Provider ${this.slug}`,
      issuer: this.issuer,
      clientId: this.how.client?.client_id ?? "assent",
      clientSecret: this.clientSecret,
      ...this.how.connect,
    };
  }

  /** Its page for signing out, without an application that asks for it. */
  get signOutAddress(): string {
    return `${this.issuer.replace(/\/$/, "")}${this.how.server?.routes?.end_session ?? "/session/end"}`;
  }

  /** Sets what it knows about a person from now on. */
  knows(subject: string, claims: Claims): void {
    this.people.set(subject, claims);
  }

  /** Starts anew with other keys. Sessions, grants and people stay. */
  rotateKeys(): void {
    this.algorithm = this.how.nextAlgorithm ?? this.algorithm;
    const next = this.algorithm ? { ...this.how, algorithm: this.algorithm } : this.how;
    this.keys = newKeys(next, this.how.rotation === "same-name" ? this.keys : []);
    if (this.how.rotation === "both-published") this.keys = [...this.keys, ...newKeys(this.how)];
    this.serve();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  private serve(): void {
    const provider = new Provider(this.issuer, this.configuration());
    const answer = provider.callback();
    const path = this.how.path?.replace(/\/$/, "") ?? "";
    const listener: RequestListener = (request, response) => {
      // As behind a proxy that leads one path to it.
      Object.assign(request, { originalUrl: request.url, url: request.url?.slice(path.length) || "/" });
      void answer(request, response);
    };
    this.server.removeAllListeners("request");
    this.server.on("request", listener);
  }

  private configuration(): Configuration {
    const { features, ...more } = this.how.server ?? {};
    const port = new URL(this.issuer).port;
    return {
      adapter: this.adapter,
      clients: [this.client()],
      jwks: { keys: [...this.keys] },
      // Browsers send the cookies of 127.0.0.1 to every port.
      cookies: {
        keys: this.cookieKeys,
        names: { session: `session_${port}`, interaction: `interaction_${port}`, resume: `resume_${port}` },
      },
      claims: {
        ...{ openid: ["sub"], profile: ["name", "given_name", "family_name", "birthdate", "locale"] },
        ...{ email: ["email", "email_verified"], phone: ["phone_number"], address: ["address"] },
      },
      findAccount: (_ctx, subject) => ({
        accountId: subject,
        claims: () => ({ ...this.people.get(subject), sub: subject }),
      }),
      // It does not ask addresses of this machine, and the product is one.
      fetch: (address, init: (RequestInit & { dispatcher?: unknown }) | undefined) => {
        const { dispatcher: _guard, ...options } = init ?? {};
        return fetch(address, options);
      },
      ...(this.how.nextAlgorithm && this.algorithm
        ? { enabledJWA: { idTokenSigningAlgValues: [this.algorithm] } }
        : {}),
      ...more,
      features: { backchannelLogout: { enabled: true }, ...features },
    };
  }

  private client(): ClientMetadata {
    const { url } = this.product;
    const { tokenAuth = "client_secret_basic" } = this.how.connect ?? {};
    return {
      ...(tokenAuth === "private_key_jwt"
        ? { jwks_uri: `${url}/api/providers/${this.slug}/jwks.json` }
        : { client_secret: this.clientSecret }),
      token_endpoint_auth_method: tokenAuth,
      redirect_uris: [`${url}/api/auth/callback/${this.slug}`],
      post_logout_redirect_uris: [`${url}/sign-in`],
      ...(this.how.server?.features?.backchannelLogout?.enabled === false
        ? {}
        : { backchannel_logout_uri: `${url}/api/auth/logout/${this.slug}` }),
      ...(this.algorithm ? { id_token_signed_response_alg: this.algorithm } : {}),
      ...this.how.client,
      client_id: this.connected.clientId,
    };
  }
}

const curves = { ES256: "P-256", ES384: "P-384", ES512: "P-521" } as const;

/** One for each algorithm of the configuration. `before`: keys whose names the new ones take over. */
function newKeys({ algorithm, moreKeys = [] }: OidcProviderConfiguration, before: readonly JWK[] = []): JWK[] {
  const all = [algorithm ?? "RS256", ...moreKeys];
  return all.map((alg, index) => {
    const kid = before[index]?.kid ?? randomBytes(8).toString("hex");
    return { ...privateKey(alg).export({ format: "jwk" }), alg, kid, use: "sig" };
  });
}

function privateKey(alg: string) {
  if (alg.startsWith("Ed")) return generateKeyPairSync("ed25519").privateKey;
  const namedCurve = Object.entries(curves).find(([name]) => name === alg)?.[1];
  if (namedCurve) return generateKeyPairSync("ec", { namedCurve }).privateKey;
  return generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
}
