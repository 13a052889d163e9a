import "server-only";
import { env } from "@/platform/env";
import { cookieNames } from "@/platform/session/cookies";

/**
 * The provider's session cookie is ours. The other two tie an authorization request to this browser. No name begins with
 * the session cookie's: Auth.js would take it for a part of it.
 */
export function applicationCookieNames() {
  const { secureCookies, cookiePrefix } = env();
  const prefix = secureCookies ? `__Host-${cookiePrefix}` : cookiePrefix;
  return { session: cookieNames().session, interaction: `${prefix}-asking`, resume: `${prefix}-resume` };
}
