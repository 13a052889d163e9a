import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import NextAuth, { type Account, type NextAuthConfig } from "next-auth";
import { env } from "@/platform/env";
import { sessionAdapter } from "./adapter";
import { cookieNames, cookieOptions } from "@/platform/session/cookies";
import { newSessionToken } from "@/platform/session/session-token";
import type { GateAnswer } from "../gate/decide-gate";
import { gate } from "../gate/gate";
import { authProvider, type Exchanged } from "./provider-config";
import { returnPath } from "@/platform/links/return-path";

/** What went wrong or was decided while Auth.js ran, kept beside it because it tells its caller only an address. */
export interface AuthRun {
  error?: unknown;
  answer?: GateAnswer;
}

/** A sign-in that stops before the gate: a test of the provider, or one that connects it to an account. */
export interface SideSignIn {
  /** Of its cookies. */
  readonly names: ReturnType<typeof cookieNames>;
  readonly exchanged?: Exchanged;
  /** What the provider gave, once Auth.js has accepted it. */
  readonly arrived: (account: Account) => void;
}

/**
 * Auth.js for one request, with the one provider that is asked for: a broken row of another provider is never loaded
 * and can break nothing. `run` receives what happened. `side`: cookies of other names, and no session whatever comes.
 * `sessionSeconds`: how long a session that this request begins lasts at the most.
 */
export function authFor(
  provider: IdentityProvider | null,
  run: AuthRun = {},
  { side, sessionSeconds }: { readonly side?: SideSignIn; readonly sessionSeconds?: number } = {},
) {
  const names = side?.names ?? cookieNames();
  const options = cookieOptions();
  const cookie = (name: string) => ({ name, options });
  const config: NextAuthConfig = {
    basePath: "/api/auth",
    // What it keeps in cookies is sealed with the first and opened with any.
    secret: [env().seal.secret, ...env().seal.previousSecrets],
    trustHost: true,
    debug: false,
    useSecureCookies: env().secureCookies,
    providers: provider ? [authProvider(provider, side?.exchanged)] : [],
    adapter: sessionAdapter(provider),
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
        run.answer = await gate(provider, account);
        return run.answer.kind === "allow" ? true : run.answer.to;
      },
      redirect: async ({ url }) => env().origin + returnPath(url.replace(env().origin, ""), env().origin),
    },
    // Messages of these errors can quote what a provider sent. They are kept for their class and code alone.
    logger: {
      error: (error) => void (run.error ??= error),
      warn: () => {},
      debug: () => {},
    },
  };
  return NextAuth(config);
}
