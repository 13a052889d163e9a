import "server-only";
import { env } from "@/platform/env";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { isTooMany } from "./attempt-limit";
import { authFor, type AuthRun } from "./auth";
import { beginFlow } from "./flows";
import { responseModeOf } from "./provider-config";
import { problemPage, tooManyPage, unknownProviderPage } from "./problem";
import { currentSession } from "@/platform/session/current-session";
import { chooseAgainPath, rememberAskedAgain } from "@/platform/session/freshness";
import { providerOfSession } from "@assent/database/users/sessions";
import { returnPath } from "@/platform/links/return-path";

/**
 * Asks the provider to let the person prove who they are, even if they have an open session there. The
 * `auth_time` of the ID token shows whether it did. https://openid.net/specs/openid-connect-core-1_0.html#AuthRequest
 */
const reauthentication = { prompt: "login", max_age: "0" };

/**
 * Begins a sign-in: PKCE, `state` and `nonce` go into cookies of this browser. Returns the provider's address. The
 * query of the request is not passed on, because Auth.js would let it override `redirect_uri` and `scope`. `again`: the
 * person has to prove who they are again. `evenDisabled`: for people who cannot sign in there any more. The gate lets
 * no one in.
 */
export async function startSignIn(
  slug: string,
  wanted: string | null,
  { again = false, evenDisabled = false }: { readonly again?: boolean; readonly evenDisabled?: boolean } = {},
): Promise<string> {
  const to = returnPath(wanted, env().origin);
  const provider = await administered.findBySlug(slug);
  if (!provider || !(provider.enabled || evenDisabled)) return unknownProviderPage(to);
  if (await isTooMany("start", slug)) return tooManyPage(to);
  const run: AuthRun = {};
  try {
    const { begin } = authFor(provider, run, { flow: await beginFlow() });
    const asked = { ...responseModeOf(provider), ...(again ? reauthentication : {}) };
    const address = await begin(to, asked);
    if (again) await rememberAskedAgain();
    return run.error ? await problemPage(run.error, { provider, to }) : address;
  } catch (error) {
    return problemPage(run.error ?? error, { provider, to });
  }
}

/** Begins a sign-in at the provider of this session, so that its owner shows that they are there. */
export async function startSignInAgain(wanted: string | null): Promise<string> {
  const session = await currentSession();
  const provider = session && (await providerOfSession(database().orm, session.tokenHash));
  const known = provider && (await administered.findBySlug(provider.slug));
  if (known?.enabled) return startSignIn(known.slug, wanted, { again: true });
  return new URL(chooseAgainPath(returnPath(wanted, env().origin)), env().origin).href;
}
