import { createHash, randomBytes } from "node:crypto";
import type { DemoIdp } from "./server.ts";

export const appUrl = "http://localhost:3999";
export const clientSecret = "a secret for tests";
export const redirectUri = `${appUrl}/api/auth/callback/demo-university`;
const everyScope = "openid profile email phone address";

interface Cookie {
  name: string;
  value: string;
  path: string;
}

export interface Page {
  url: URL;
  status: number;
  headers: Headers;
  text: string;
}

/** A browser without scripts: keeps cookies by path and follows redirects until one leaves the provider. */
export class TestBrowser {
  #cookies: Cookie[] = [];

  constructor(readonly origin: string) {}

  async open(address: string | URL, form?: Record<string, string>): Promise<Page> {
    const url = new URL(address, this.origin);
    if (url.origin !== this.origin) return { url, status: 0, headers: new Headers(), text: "" };
    const cookies = this.#cookies.filter(({ path }) => url.pathname.startsWith(path));
    const response = await fetch(url, {
      method: form ? "POST" : "GET",
      body: form ? new URLSearchParams(form) : null,
      redirect: "manual",
      headers: { accept: "text/html", cookie: cookies.map(({ name, value }) => `${name}=${value}`).join("; ") },
    });
    for (const line of response.headers.getSetCookie()) this.#keep(line);
    const location = response.headers.get("location");
    if (location !== null) return this.open(new URL(location, url));
    return { url, status: response.status, headers: response.headers, text: await response.text() };
  }

  #keep(line: string) {
    const [pair = "", ...attributes] = line.split(/;\s*/);
    const [name = "", value = ""] = pair.split(/=(.*)/s);
    const path = attributes.find((attribute) => attribute.startsWith("path="))?.slice("path=".length) ?? "/";
    this.#cookies = this.#cookies.filter((cookie) => cookie.name !== name || cookie.path !== path);
    if (value !== "") this.#cookies.push({ name, value, path });
  }
}

const verifier = randomBytes(32).toString("base64url");

/** The address that an application sends people to. An undefined parameter is left out. */
export function authorizationUrl({ issuer }: DemoIdp, changes: Record<string, string | undefined> = {}): URL {
  const parameters = {
    client_id: "assent",
    response_type: "code",
    scope: everyScope,
    redirect_uri: redirectUri,
    state: "the-state",
    nonce: "the-nonce",
    code_challenge: createHash("sha256").update(verifier).digest("base64url"),
    code_challenge_method: "S256",
    ...changes,
  };
  const url = new URL("/auth", issuer);
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value);
  return url;
}

/** The application's side after the redirect: code for tokens, then the userinfo. */
export async function redeem({ issuer }: DemoIdp, callback: URL) {
  const response = await fetch(`${issuer}/token`, {
    method: "POST",
    headers: { authorization: `Basic ${btoa(`assent:${encodeURIComponent(clientSecret)}`)}` },
    body: new URLSearchParams({
      grant_type: "authorization_code",
      code: callback.searchParams.get("code") ?? "",
      redirect_uri: redirectUri,
      code_verifier: verifier,
    }),
  });
  const tokens = (await response.json()) as { id_token: string; access_token: string };
  const userinfo = await fetch(`${issuer}/userinfo`, { headers: { authorization: `Bearer ${tokens.access_token}` } });
  const claims = (await userinfo.json()) as Record<string, unknown>;
  return { idToken: tokens.id_token, claims };
}
