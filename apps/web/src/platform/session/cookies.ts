import "server-only";
import { env } from "../env";

/**
 * Names and attributes of all our cookies.
 *
 * Over https the `__Host-` prefix ties a cookie to this host, path and scheme (RFC 6265bis, section 4.1.3.2). Over http
 * the port of AUTH_URL is part of the name, so that several copies can run side by side and several instances behind
 * one address share a sign-in. No name may begin with the session cookie's name: Auth.js would treat it as a chunk of
 * the session and destroy both.
 */
export function cookieNames() {
  const { secureCookies, cookiePrefix } = env();
  const prefix = secureCookies ? `__Host-${cookiePrefix}` : cookiePrefix;
  return {
    session: `${prefix}-session`,
    pending: `${prefix}-pending`,
    setup: `${prefix}-setup`,
    test: `${prefix}-test`,
    connect: `${prefix}-connect`,
    again: `${prefix}-again`,
    /** For people who proved who they are and cannot sign in: sign-in/rights/access.ts. */
    rights: `${prefix}-rights`,
    try: `${prefix}-try`,
    /** The receipt of an account that this browser has closed: session/closing-receipt-cookie.ts. */
    closing: `${prefix}-closing`,
    /** The beginning of names of answers that were posted: sign-in/protocol/posted-answer.ts. */
    posted: `${prefix}-posted`,
    /** Where the last answered sign-in leads to: sign-in/protocol/answered.ts. */
    answered: `${prefix}-answered`,
    // Of the OpenID provider for applications: they tie an authorization request to this browser. Each request has its
    // own path, which `__Host-` does not allow.
    asking: `${prefix.replace("__Host-", "__Secure-")}-asking`,
    resume: `${prefix.replace("__Host-", "__Secure-")}-resume`,
    /** The beginning of names: see signInCookieNames. */
    flow: `${prefix}-flow`,
    ...flowCookieNames(prefix),
  } as const;
}

/** Cookies of a sign-in in progress. */
const flowCookieNames = (prefix: string) => ({
  callbackUrl: `${prefix}-callback-url`,
  csrf: `${prefix}-csrf`,
  pkce: `${prefix}-pkce`,
  state: `${prefix}-state`,
  nonce: `${prefix}-nonce`,
});

/** Cookies of one of the sign-ins that this browser has in progress. `flow`: small letters and digits. */
export function signInCookieNames(flow: string) {
  const names = cookieNames();
  return { ...names, ...flowCookieNames(`${names.flow}-${flow}`) };
}

/** The flow that a cookie belongs to, or null. */
export function flowOfCookie(name: string): string | null {
  const start = `${cookieNames().flow}-`;
  return name.startsWith(start) ? (/^[a-z0-9]+/.exec(name.slice(start.length))?.[0] ?? null) : null;
}

/**
 * Cookies of a test sign-in, so that it does not affect a real sign-in in the same browser and is not mistaken for one.
 */
export const testCookieNames = () => asideCookieNames("test");

/** Cookies of a sign-in that connects a second provider, for the same reason. */
export const connectCookieNames = () => asideCookieNames("connect");

function asideCookieNames(which: "test" | "connect") {
  const names = cookieNames();
  return { ...names, ...flowCookieNames(names[which]) };
}

/**
 * SameSite=Lax, not Strict: the provider's redirect comes from another site and the cookie must survive it. Lax still
 * keeps it out of every cross-site POST.
 */
export function cookieOptions() {
  return { httpOnly: true, sameSite: "lax", path: "/", secure: env().secureCookies } as const;
}

/** The same attributes as a `set-cookie` header, for answers that are made elsewhere. `maxAge`: in seconds; 0 deletes it. */
export function cookieHeader(name: string, value: string, maxAge: number): string {
  const secure = cookieOptions().secure ? "; Secure" : "";
  // Next loses a Max-Age of 0 where it adds cookies of its own to an answer, and an empty cookie would stay.
  const ends = maxAge === 0 ? "; Expires=Thu, 01 Jan 1970 00:00:00 GMT" : "";
  return `${name}=${value}; Path=/; Max-Age=${maxAge}${ends}; HttpOnly; SameSite=Lax${secure}`;
}

/**
 * Holds what an administrator searches for: features/users/search.ts. It is sent only to that list, so it cannot have
 * `__Host-`.
 */
export const userSearchCookie = {
  name: () => `${env().secureCookies ? "__Secure-" : ""}${env().cookiePrefix}-user-search`,
  options: () => ({ ...cookieOptions(), path: "/admin/users" }),
};
