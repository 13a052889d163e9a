import { randomBytes } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { createRemoteJWKSet, type CryptoKey, exportJWK, generateKeyPair, type JWK, jwtVerify, SignJWT } from "jose";
import type { ConnectedProvider } from "./product.ts";

export type Claims = Record<string, unknown>;

/** The data for one answer. */
export interface Signing {
  /** The claims of a correct ID token. */
  readonly claims: Claims;
  readonly key: CryptoKey;
  readonly strangersKey: CryptoKey;
  readonly clientSecret: string;
}

/** One kind of misbehaviour; everything that is left out follows the specification. */
export interface Misbehaviour {
  /** Changes the claims of the ID token, which is then signed correctly. */
  readonly claims?: (right: Claims) => Claims;
  /** Makes the ID token itself; undefined leaves it out. */
  readonly idToken?: (signing: Signing) => Promise<string> | string | undefined;
  readonly token?: Answer;
  /** Members of the token endpoint's answer to replace. */
  readonly tokenMembers?: Claims;
  readonly userinfo?: Answer;
  /** Its keys; the product keeps good ones for ten minutes, so a test with bad ones needs a separate provider. */
  readonly jwks?: Answer;
  /** Members of the metadata to replace. */
  readonly document?: Claims;
  /** Answers for the metadata. */
  readonly discovery?: Answer;
  /** Its token endpoint has moved, as its metadata says. */
  readonly moved?: true;
  /** Its sign-out page refuses a return address, or every request. Adds an end_session_endpoint. */
  readonly signOut?: "refuses-return" | "refuses";
  /** The token endpoint accepts the client secret only in the body. */
  readonly postOnly?: true;
  /** The token endpoint accepts only signatures of the keys at this address. */
  readonly keysOfClient?: string;
  /** Further members of an answer that is posted. */
  readonly posted?: Readonly<Record<string, string>>;
  /** The address that the browser is sent to with the code. */
  readonly callback?: (right: string) => string;
}

export type Answer = (response: ServerResponse, subject: string) => void;

export const answer =
  (body: string, contentType = "application/json", status = 200): Answer =>
  (response) =>
    void response.writeHead(status, { "content-type": contentType }).end(body);

/**
 * A server that speaks OpenID Connect for several providers, one for each path, and signs in every request as the
 * person that the test sets. It is correct, except for the misbehaviour that the test sets.
 */
export class HostileProvider {
  /** The queries of the authorization requests, in order. */
  readonly authorizations: URLSearchParams[] = [];
  /** The providers that were asked for tokens, in order. */
  readonly tokenRequests: string[] = [];
  readonly clientSecret = randomBytes(24).toString("base64url");
  private readonly nonces = new Map<string, string>();
  private readonly assertions = new Set<string>();
  private how: Misbehaviour = {};
  private who: { readonly subject: string; readonly userinfo: Claims } = { subject: "nobody", userinfo: {} };
  private discovery: "right" | "hangs" | "redirects" = "right";

  private constructor(
    private readonly server: Server,
    private keys: { readonly own: CryptoKey; readonly strangers: CryptoKey; readonly jwk: JWK },
  ) {
    server.on("request", (request, response) => void this.serve(request, response));
  }

  static async start(): Promise<HostileProvider> {
    const server = createServer();
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return new HostileProvider(server, await newKeys());
  }

  /** From now on signs with another key, and publishes it with the same id instead of the earlier one. */
  async replaceKey(): Promise<void> {
    this.keys = await newKeys();
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((closed) => this.server.close(closed));
  }

  /** One of its providers, as the product connects it. */
  provider(slug: string): ConnectedProvider {
    return {
      slug,
      name: `Provider ${slug}`,
      issuer: this.issuer(slug),
      clientId: "assent",
      clientSecret: this.clientSecret,
    };
  }

  /** Sets the person who signs in from now on, and their userinfo. */
  signsIn(subject: string, userinfo: Claims): void {
    this.who = { subject, userinfo };
  }

  /** Sets the misbehaviour from now on; none if it is left out. */
  misbehave(how: Misbehaviour = {}): void {
    this.how = how;
  }

  /** Sets what happens to requests for the metadata from now on. */
  metadata(how: "right" | "hangs" | "redirects"): void {
    this.discovery = how;
  }

  private issuer(slug: string): string {
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/${slug}`;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", "http://provider.invalid");
    const [, slug = "", ...rest] = url.pathname.split("/");
    const right = answer(JSON.stringify({ sub: this.who.subject, ...this.who.userinfo }));
    switch (rest.join("/")) {
      case ".well-known/openid-configuration":
        return this.discover(slug, response);
      case "authorize":
        return this.authorize(url.searchParams, response);
      case "jwks":
        return (this.how.jwks ?? answer(JSON.stringify({ keys: [this.keys.jwk] })))(response, "");
      case this.how.moved ? "moved-token" : "token":
        return this.how.token ? this.how.token(response, this.who.subject) : this.token(slug, request, response);
      case "end-session": {
        const refuses = this.how.signOut === "refuses" || url.searchParams.has("post_logout_redirect_uri");
        return answer(refuses ? "Refused" : "Signed out there", "text/html", refuses ? 400 : 200)(response, "");
      }
      case "userinfo":
        return (this.how.userinfo ?? right)(response, this.who.subject);
      default:
        response.writeHead(404).end();
    }
  }

  private discover(slug: string, response: ServerResponse): void {
    const issuer = this.issuer(slug);
    const document = {
      issuer,
      authorization_endpoint: `${issuer}/authorize`,
      token_endpoint: `${issuer}/${this.how.moved ? "moved-token" : "token"}`,
      userinfo_endpoint: `${issuer}/userinfo`,
      jwks_uri: `${issuer}/jwks`,
      response_types_supported: ["code"],
      subject_types_supported: ["public"],
      // All of them, so that the metadata does not exclude the wrong ones.
      id_token_signing_alg_values_supported: ["RS256", "HS256", "none"],
      ...(this.how.signOut ? { end_session_endpoint: `${issuer}/end-session` } : {}),
      ...this.how.document,
    };
    if (this.how.discovery) return this.how.discovery(response, "");
    if (this.discovery === "right") answer(JSON.stringify(document))(response, "");
    if (this.discovery === "redirects")
      response.writeHead(302, { location: `${this.issuer("elsewhere")}/${slug}` }).end();
  }

  private authorize(query: URLSearchParams, response: ServerResponse): void {
    this.authorizations.push(query);
    // Like the strictest providers.
    const demanded = ["nonce", "state", "code_challenge"].filter((name) => !query.get(name));
    if (demanded.length > 0) return void response.writeHead(400).end(`${demanded.join(", ")} must be sent`);
    const code = randomBytes(16).toString("base64url");
    this.nonces.set(code, query.get("nonce") ?? "");
    const to = query.get("redirect_uri") ?? "";
    if (query.get("response_mode") === "form_post") {
      const members = { code, state: query.get("state") ?? "", ...this.how.posted };
      return answer(formPost(to, members), "text/html; charset=utf-8")(response, "");
    }
    const back = new URL(this.how.callback?.(to) ?? to);
    back.searchParams.set("code", code);
    back.searchParams.set("state", query.get("state") ?? "");
    response.writeHead(302, { location: back.href }).end();
  }

  private async token(slug: string, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.tokenRequests.push(slug);
    let body = "";
    for await (const chunk of request) body += String(chunk);
    const sent = new URLSearchParams(body);
    if (this.how.postOnly && (request.headers.authorization || sent.get("client_secret") !== this.clientSecret)) {
      return answer('{"error":"invalid_client"}', "application/json", 401)(response, "");
    }
    const { keysOfClient } = this.how;
    if (keysOfClient && !(await this.isSigned(sent, request, `${this.issuer(slug)}/token`, keysOfClient))) {
      return answer('{"error":"invalid_client"}', "application/json", 401)(response, "");
    }
    const now = Math.floor(Date.now() / 1000);
    const claims = {
      iss: this.issuer(slug),
      sub: this.who.subject,
      aud: "assent",
      iat: now,
      exp: now + 300,
      auth_time: now,
      nonce: this.nonces.get(sent.get("code") ?? ""),
    };
    const signing = { claims, key: this.keys.own, strangersKey: this.keys.strangers, clientSecret: this.clientSecret };
    const idToken = this.how.idToken
      ? await this.how.idToken(signing)
      : await sign(this.how.claims?.(claims) ?? claims, this.keys.own);
    const tokens = {
      access_token: "access",
      token_type: "Bearer",
      expires_in: 300,
      id_token: idToken,
      ...this.how.tokenMembers,
    };
    answer(JSON.stringify(tokens))(response, "");
  }

  /** OpenID Connect Core 1.0, section 9, private_key_jwt, exactly: each assertion once, and no other credentials. */
  private async isSigned(sent: URLSearchParams, request: IncomingMessage, endpoint: string, keys: string) {
    const verified = await jwtVerify(sent.get("client_assertion") ?? "", createRemoteJWKSet(new URL(keys)), {
      ...{ issuer: "assent", subject: "assent", audience: endpoint, algorithms: ["ES256", "RS256"], maxTokenAge: 60 },
      requiredClaims: ["jti", "exp", "iat"],
    }).catch(() => null);
    const jti = verified?.payload.jti;
    if (!jti || this.assertions.has(jti) || sent.has("client_secret") || request.headers.authorization) return false;
    this.assertions.add(jti);
    return sent.get("client_assertion_type") === "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
  }
}

async function newKeys() {
  const [own, strangers] = await Promise.all([generateKeyPair("RS256"), generateKeyPair("RS256")]);
  const jwk = { ...(await exportJWK(own.publicKey)), kid: "own", alg: "RS256", use: "sig" };
  return { own: own.privateKey, strangers: strangers.privateKey, jwk };
}

/** A compact JWT with this header; by default signed correctly by the provider. */
export const sign = (claims: Claims, key: CryptoKey | Uint8Array, header: object = {}): Promise<string> =>
  new SignJWT(claims).setProtectedHeader({ alg: "RS256", kid: "own", ...header }).sign(key);

/** An unsigned JWT (RFC 7519, section 6.1). */
export const unsigned = (claims: Claims): string =>
  [{ alg: "none" }, claims].map((part) => Buffer.from(JSON.stringify(part)).toString("base64url")).join(".") + ".";

/** OAuth 2.0 Form Post Response Mode, section 2: a page that posts itself, or is pressed without a script. */
function formPost(to: string, members: Readonly<Record<string, string>>): string {
  const quoted = (text: string) => text.replaceAll("&", "&amp;").replaceAll('"', "&quot;");
  const inputs = Object.entries(members).map(
    ([name, value]) => `<input type="hidden" name="${quoted(name)}" value="${quoted(value)}">`,
  );
  return `<!doctype html><title>Submit</title><form method="post" action="${quoted(to)}">${inputs.join("")}
    <button>Go on</button></form><script>document.forms[0].submit()</script>`;
}
