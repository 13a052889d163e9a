import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, jwtVerify } from "jose";
import * as client from "openid-client";

/** An application that uses openid-client as its documentation says, so that the protocol is not our own code. */
export class RelyingParty {
  private server: Server | undefined;
  private config: client.Configuration | undefined;
  private checks: { verifier: string; state: string; nonce: string } | undefined;
  private came: ((address: URL) => void) | undefined;

  /** Listens first, so that its address can be registered. */
  static async listen(): Promise<RelyingParty> {
    const party = new RelyingParty();
    party.server = createServer((request, response) => {
      if (request.method === "POST") return void party.takeLogoutToken(request, response);
      response.setHeader("content-type", "text/html").end("<!doctype html><title>Library</title><h1>Library</h1>");
      const address = new URL(request.url ?? "/", party.url);
      if (address.pathname === "/callback") party.came?.(address);
    });
    await new Promise<void>((listening) => party.server?.listen(0, "127.0.0.1", listening));
    return party;
  }

  /** The logout tokens that it received, and how many of the next ones it refuses. */
  readonly logoutTokens: string[] = [];
  refusesNext = 0;

  private async takeLogoutToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = new URLSearchParams((await request.toArray()).join(""));
    this.logoutTokens.push(body.get("logout_token") ?? "");
    this.refusesNext -= 1;
    response.writeHead(this.refusesNext >= 0 ? 503 : 200, { "cache-control": "no-store" }).end();
  }

  /** The claims of a logout token, verified by jose with the published keys: Back-Channel Logout 1.0, section 2.6. */
  async readLogoutToken(token: string) {
    const { issuer, jwks_uri } = this.configuration.serverMetadata();
    const keys = createRemoteJWKSet(new URL(jwks_uri ?? ""));
    const audience = this.configuration.clientMetadata().client_id;
    const options = { issuer, audience, typ: "logout+jwt", requiredClaims: ["iat", "exp", "jti", "events", "sid"] };
    return (await jwtVerify(token, keys, options)).payload;
  }

  get url(): string {
    const address = this.server?.address() as AddressInfo | null | undefined;
    return `http://127.0.0.1:${address?.port}`;
  }

  get redirectUri(): string {
    return `${this.url}/callback`;
  }

  async connect(issuer: string, { clientId, secret }: { clientId: string; secret: string | null }): Promise<void> {
    const auth = secret === null ? client.None() : client.ClientSecretBasic(secret);
    const execute = [client.allowInsecureRequests];
    this.config = await client.discovery(new URL(issuer), clientId, {}, auth, { execute });
  }

  /** The address to sign in at; `parameters` are added to the request. */
  async signInAddress(parameters: Readonly<Record<string, string>> = {}): Promise<string> {
    const verifier = client.randomPKCECodeVerifier();
    this.checks = { verifier, state: client.randomState(), nonce: client.randomNonce() };
    const request = {
      redirect_uri: this.redirectUri,
      scope: "openid email phone profile",
      code_challenge: await client.calculatePKCECodeChallenge(verifier),
      code_challenge_method: "S256",
      state: this.checks.state,
      nonce: this.checks.nonce,
      ...parameters,
    };
    return client.buildAuthorizationUrl(this.configuration, request).href;
  }

  /** Resolves once with the address that the browser returns to. Call it before the browser is sent. */
  comesBack(): Promise<URL> {
    return new Promise((came) => {
      this.came = came;
    });
  }

  /** Exchanges the code of that address for tokens; openid-client checks state, nonce, `iss`, signature, audience. */
  async tokens(address: URL) {
    const { verifier, state, nonce } = this.checks ?? { verifier: "", state: "", nonce: "" };
    return client.authorizationCodeGrant(this.configuration, address, {
      pkceCodeVerifier: verifier,
      expectedState: state,
      expectedNonce: nonce,
      idTokenExpected: true,
    });
  }

  userinfo(accessToken: string, subject: string) {
    return client.fetchUserInfo(this.configuration, accessToken, subject);
  }

  refresh(refreshToken: string) {
    return client.refreshTokenGrant(this.configuration, refreshToken);
  }

  introspect(token: string) {
    return client.tokenIntrospection(this.configuration, token);
  }

  signOutAddress(parameters: Readonly<Record<string, string>>): string {
    return client.buildEndSessionUrl(this.configuration, parameters).href;
  }

  close(): void {
    this.server?.close();
  }

  private get configuration(): client.Configuration {
    if (!this.config) throw new Error("It is not connected yet");
    return this.config;
  }
}
