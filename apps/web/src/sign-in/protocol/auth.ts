import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import type { Identity } from "@assent/federation/identity";
import { NextRequest } from "next/server";
import { Auth, raw, skipCSRFCheck } from "@auth/core";
import NextAuth, { type Account, type NextAuthConfig } from "next-auth";
import { env } from "@/platform/env";
import { sessionAdapter } from "./adapter";
import { cookieNames, cookieOptions } from "@/platform/session/cookies";
import { newSessionToken } from "@/platform/session/session-token";
import type { GateAnswer } from "../gate/decide-gate";
import { gate } from "../gate/gate";
import { authProvider, type Exchanged } from "./provider-config";
import { returnPath, withReturn } from "@/platform/links/return-path";
import { requestCookies } from "@/platform/request";

/** What went wrong or was decided while Auth.js ran. Auth.js itself returns only an address. */
export interface AuthRun {
  error?: unknown;
  answer?: GateAnswer;
  /** How the person proved who they are. The session that is made keeps it. */
  authentication?: Identity["authentication"];
}

/** A sign-in that ends before the gate: a test of the provider, or a connection to an account. */
export interface SideSignIn {
  /** The names of its cookies. */
  readonly names: ReturnType<typeof cookieNames>;
  readonly exchanged?: Exchanged;
  /** Called with the tokens, once Auth.js has accepted them. */
  readonly arrived: (account: Account) => void;
}

interface AuthOptions {
  readonly side?: SideSignIn;
  /** The names of the cookies of this sign-in. */
  readonly flow?: ReturnType<typeof cookieNames>;
  /** Where the person wanted to go, once the provider has answered: one of our paths. */
  readonly returnTo?: string;
  /** What the browser posted beside the answer: see postedUser. */
  readonly posted?: object | null;
  readonly sessionSeconds?: number;
}

/**
 * Auth.js for one request, with one provider, so that a broken row of another provider has no effect. `run` receives
 * what happened. `side` uses cookies of other names and never makes a session. `sessionSeconds`: the longest duration
 * of a session that this request begins.
 */
export function authFor(
  provider: IdentityProvider | null,
  run: AuthRun = {},
  { side, flow, returnTo = "/", posted = null, sessionSeconds }: AuthOptions = {},
) {
  const names = side?.names ?? flow ?? cookieNames();
  const options = cookieOptions();
  const cookie = (name: string) => ({ name, options });
  const config: NextAuthConfig = {
    basePath: "/api/auth",
    // Auth.js seals its cookies with the first secret and opens them with any.
    secret: [env().seal.secret, ...env().seal.previousSecrets],
    trustHost: true,
    debug: false,
    useSecureCookies: env().secureCookies,
    providers: provider ? [authProvider(provider, side?.exchanged)] : [],
    adapter: sessionAdapter(provider, () => run.authentication),
    session: {
      strategy: "database",
      ...(sessionSeconds === undefined ? {} : { maxAge: sessionSeconds, updateAge: sessionSeconds }),
      generateSessionToken: newSessionToken,
    },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    cookies: {
      sessionToken: cookie(names.session),
      callbackUrl: cookie(names.callbackUrl),
      csrfToken: cookie(names.csrf),
      pkceCodeVerifier: cookie(names.pkce),
      state: cookie(names.state),
      nonce: cookie(names.nonce),
    },
    callbacks: {
      async signIn({ account }) {
        if (!provider || !account) return false;
        if (side) {
          side.arrived(account);
          return "/";
        }
        const { answer, authentication } = await gate(provider, account, { returnTo, posted });
        Object.assign(run, { answer, authentication });
        return answer.kind === "allow" ? true : withReturn(answer.to, returnTo);
      },
      redirect: async ({ url }) => env().origin + returnPath(url.replace(env().origin, ""), env().origin),
    },
    // Only the class and code of these errors are used: their messages can quote what a provider sent.
    logger: {
      error: (error) => void (run.error ??= error),
      warn: () => {},
      debug: () => {},
    },
  };
  return {
    handlers: NextAuth(config).handlers,
    begin: (to: string, parameters: Readonly<Record<string, string>>) => begin(config, to, parameters),
  };
}

/**
 * Begins a sign-in at the provider that Auth.js was configured with, sets the cookies of its flow, and returns the provider's address.
 * `to`: one of our paths. As next-auth's own `signIn`, which works within Next only (next-auth, lib/actions.js).
 */
async function begin(
  config: NextAuthConfig,
  to: string,
  parameters: Readonly<Record<string, string>>,
): Promise<string> {
  const [provider] = config.providers as { readonly id?: string }[];
  const address = new URL(`${config.basePath}/signin/${provider?.id}`, env().origin);
  address.search = new URLSearchParams(parameters).toString();
  const jar = await requestCookies();
  const sent = jar.getAll().map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  const request = new Request(address, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded", cookie: sent.join("; ") },
    body: new URLSearchParams({ callbackUrl: to }),
  });
  const answer = await Auth(request, { ...config, raw, skipCSRFCheck });
  for (const { name, value, options } of answer.cookies ?? []) jar.set(name, value, options);
  return answer.redirect ?? address.href;
}

/**
 * A provider's answer without the session cookie. With it, Auth.js would try to link the provider to the account that
 * is signed in, or refuse because the identity belongs to another account.
 */
export function withoutSession(request: NextRequest): NextRequest {
  const headers = new Headers(request.headers);
  const kept = request.cookies
    .getAll()
    .filter(({ name }) => !name.startsWith(cookieNames().session))
    .map(({ name, value }) => `${name}=${encodeURIComponent(value)}`);
  headers.set("cookie", kept.join("; "));
  const address = new URL(request.nextUrl.pathname + request.nextUrl.search, env().origin);
  return new NextRequest(address, { headers });
}
