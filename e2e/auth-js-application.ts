import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { randomBytes } from "node:crypto";
import type { AddressInfo } from "node:net";
import { Auth, type AuthConfig } from "@auth/core";

/** What the start page of the application shows to a person who is signed in: the session of Auth.js. */
export interface AuthJsSession {
  readonly user: { readonly name?: string | null; readonly email?: string | null };
  /** The claims of the ID token, which it keeps. */
  readonly idToken: Readonly<Record<string, unknown>>;
}

interface Connection {
  readonly issuer: string;
  readonly clientId: string;
  readonly secret: string;
  /** The setting from the set-up page. Without it, Auth.js reads details only from the ID token. */
  readonly idToken?: false;
}

/**
 * An application on Auth.js, as its documentation says, on its own port and site. Everything except the start page
 * is Auth.js: its pages, its cookies, its checks. https://authjs.dev/guides/configuring-oauth-providers
 */
export class AuthJsApplication {
  private server: Server | undefined;
  private config: AuthConfig | undefined;
  private issuer = "";
  private clientId = "";

  /** Listens first, so that its address can be registered. */
  static async listen(): Promise<AuthJsApplication> {
    const application = new AuthJsApplication();
    application.server = createServer((request, response) => void application.answer(request, response));
    await new Promise<void>((listening) => application.server?.listen(0, "127.0.0.1", listening));
    return application;
  }

  get url(): string {
    const address = this.server?.address() as AddressInfo | null | undefined;
    return `http://127.0.0.1:${address?.port}`;
  }

  get redirectUri(): string {
    return `${this.url}/api/auth/callback/assent`;
  }

  connect({ issuer, clientId, secret, idToken }: Connection): void {
    [this.issuer, this.clientId] = [issuer, clientId];
    this.config = {
      basePath: "/api/auth",
      secret: randomBytes(32).toString("hex"),
      trustHost: true,
      logger: { error: () => undefined, warn: () => undefined, debug: () => undefined },
      providers: [
        {
          id: "assent",
          name: "Assent",
          type: "oidc",
          issuer,
          clientId,
          clientSecret: secret,
          authorization: { params: { scope: "openid email profile" } },
          ...(idToken === undefined ? {} : { idToken }),
        },
      ],
      callbacks: {
        // As its documentation signs out at the provider too: the ID token is kept for the hint.
        jwt: ({ token, account }) => ({ ...token, ...(account ? { idToken: account.id_token } : {}) }),
        session: ({ session, token }) => ({ ...session, idToken: token["idToken"] }),
        redirect: ({ url, baseUrl }) => (url.startsWith(`${issuer}/`) ? url : new URL(url, baseUrl).href),
      },
    };
  }

  close(): void {
    this.server?.close();
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? "/", this.url);
    const body = request.method === "POST" ? (await request.toArray()).join("") : undefined;
    const headers = new Headers(
      Object.entries(request.headers).flatMap(([name, value]): [string, string][] =>
        typeof value === "string" ? [[name, value]] : [],
      ),
    );
    const init = { method: request.method ?? "GET", headers, ...(body === undefined ? {} : { body }) };
    const answered = url.pathname.startsWith("/api/auth/")
      ? await this.auth(new Request(url, init))
      : await this.startPage(headers);
    const cookies = answered.headers.getSetCookie();
    const rest = [...answered.headers].filter(([name]) => name !== "set-cookie");
    response.writeHead(answered.status, { ...Object.fromEntries(rest), "set-cookie": cookies });
    response.end(Buffer.from(await answered.arrayBuffer()));
  }

  private auth(request: Request): Promise<Response> {
    if (!this.config) throw new Error("It is not connected yet");
    return Auth(request, this.config);
  }

  private async startPage(headers: Headers): Promise<Response> {
    const asked = await this.auth(new Request(`${this.url}/api/auth/session`, { headers }));
    const session = (await asked.json()) as { user?: AuthJsSession["user"]; idToken?: string } | null;
    const idToken = session?.idToken ?? "";
    const shown = session?.user ? { user: session.user, idToken: claimsOf(idToken) } : null;
    const out = new URLSearchParams({ callbackUrl: this.signOutAddress(idToken) });
    return new Response(
      `<!doctype html><title>Auth.js</title><h1>${shown ? "Signed in" : "Not signed in"}</h1>
      <pre>${JSON.stringify(shown)}</pre>
      <a href="/api/auth/signin">Sign in</a> <a href="/api/auth/signout?${out.toString()}">Sign out</a>`,
      { headers: { "content-type": "text/html" } },
    );
  }

  /** OpenID Connect RP-Initiated Logout 1.0, section 2. */
  private signOutAddress(idToken: string): string {
    const address = new URL(`${this.issuer}/oidc/session/end`);
    address.searchParams.set("client_id", this.clientId);
    address.searchParams.set("id_token_hint", idToken);
    address.searchParams.set("post_logout_redirect_uri", `${this.url}/signed-out`);
    return address.href;
  }
}

/** The application trusts its own cookie, which Auth.js sealed after it had verified the token. */
const claimsOf = (token: string): Readonly<Record<string, unknown>> =>
  JSON.parse(Buffer.from(token.split(".")[1] ?? "", "base64url").toString() || "{}") as Record<string, unknown>;
