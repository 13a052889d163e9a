import "server-only";
import { endSession, providerOfSession } from "@assent/database/users/sessions";
import { discover } from "@assent/federation/discovery";
import { processCache } from "@assent/federation/fresh-cache";
import { env } from "@/platform/env";
import { administered } from "@/platform/administered";
import { database } from "@/platform/database";
import { signOutReturn } from "@/platform/links/redirect-uri";
import { sessionTokenHash } from "@/platform/session/session-token";
import { cookieNames, cookieOptions, userSearchCookie } from "@/platform/session/cookies";
import { providerFetch } from "./provider-config";
import { refusesAtOnce } from "./refuses-at-once";
import { requestCookies } from "@/platform/request";

/** Ends the session of this browser. Returns the slug of the provider it came through, to offer signing out there. */
export async function endOwnSession(): Promise<string | null> {
  const jar = await requestCookies();
  const { session } = cookieNames();
  const token = jar.get(session)?.value;
  if (!token) return null;
  // First, so that this browser is signed out even if the rest fails.
  jar.set(session, "", { ...cookieOptions(), maxAge: 0 });
  jar.set(userSearchCookie.name(), "", { ...userSearchCookie.options(), maxAge: 0 });
  const hash = sessionTokenHash(token);
  const provider = await providerOfSession(database().orm, hash);
  await endSession(database().orm, hash);
  return provider?.slug ?? null;
}

/** The address at each provider that it does not refuse; null if it refuses. By the first address that was tried. */
const known = processCache<string | null>("sign-out addresses", { maxAgeMs: 10 * 60_000, maxEntries: 200 });

/**
 * Where to sign out at the provider, or null if it has no such page. We send the client id and the return address
 * only: for an `id_token_hint` we would have to keep a token, and with it claims that were refused
 * (docs/conformance.md). If the provider refuses the return address, people go there without it. If it refuses that
 * too, they do not go there, because they would end on its error page.
 * https://openid.net/specs/openid-connect-rpinitiated-1_0.html#RPLogout
 */
export async function providerSignOut(slug: string): Promise<string | null> {
  const provider = await administered.findBySlug(slug);
  if (!provider) return null;
  const metadata = await discover(provider.issuer, providerFetch()).catch(() => null);
  if (!metadata?.end_session_endpoint) return null;
  const url = new URL(metadata.end_session_endpoint);
  url.searchParams.set("client_id", provider.clientId);
  const plain = url.href;
  url.searchParams.set("post_logout_redirect_uri", signOutReturn(env().origin));
  const { value } = await known.read(url.href, Date.now(), async () => {
    if (!(await refusesAtOnce(url.href))) return url.href;
    return (await refusesAtOnce(plain)) ? null : plain;
  });
  return value;
}
