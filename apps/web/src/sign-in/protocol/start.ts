import "server-only";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { env } from "@/platform/env";
import { database } from "@/platform/database";
import { isTooMany } from "./attempt-limit";
import { authFor, type AuthRun } from "./auth";
import { beginFlow } from "./flows";
import { problemPage, tooManyPage, unknownProviderPage } from "./problem";
import { returnPath } from "@/platform/links/return-path";

/**
 * Begins a sign-in: PKCE, `state` and `nonce` go into cookies of this browser. Returns the provider's address. The
 * query of the request is not passed on, because Auth.js would let it override `redirect_uri` and `scope`.
 */
export async function startSignIn(slug: string, wanted: string | null): Promise<string> {
  const provider = await findBySlug(database().orm, slug);
  if (!provider?.enabled) return unknownProviderPage();
  if (await isTooMany("start", slug)) return tooManyPage();
  const run: AuthRun = {};
  try {
    const { signIn } = authFor(provider, run, { flow: await beginFlow() });
    const address: string = await signIn(slug, { redirect: false, redirectTo: returnPath(wanted, env().origin) });
    return run.error ? await problemPage(run.error, provider) : address;
  } catch (error) {
    return problemPage(run.error ?? error, provider);
  }
}
