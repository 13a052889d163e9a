import "server-only";
import { randomBytes } from "node:crypto";
import { decode } from "next-auth/jwt";
import type { NextRequest } from "next/server";
import { env } from "@/platform/env";
import { cookieHeader, cookieNames, cookieOptions, flowOfCookie, signInCookieNames } from "@/platform/session/cookies";
import { requestCookies } from "@/platform/request";

// A browser may have several sign-ins in progress, one for each tab. Each is a flow with its own cookies, so that the
// one that comes back first does not end the others.

/** How many flows a browser keeps: each has about 1.4 KB of cookies, and Node reads 16 KB of headers in all. */
const maxFlows = 3;
const maxFlowsBesidePending = 2;

/** Begins a flow, and ends the oldest ones of this browser if there are too many. Returns the names of its cookies. */
export async function beginFlow(): Promise<ReturnType<typeof signInCookieNames>> {
  const jar = await requestCookies();
  const known = new Set(jar.getAll().flatMap(({ name }) => flowOfCookie(name) ?? []));
  const isPending = jar.has(`${cookieNames().pending}-0`);
  const kept = (isPending ? maxFlowsBesidePending : maxFlows) - 1;
  // An id begins with its time, so that the oldest is first.
  for (const flow of [...known].sort().slice(0, -kept)) await endFlow(signInCookieNames(flow));
  return signInCookieNames(Date.now().toString(36) + randomBytes(4).toString("hex"));
}

/**
 * The flow whose `state` this answer has, by the names of its cookies; null if the answer belongs to no flow of this
 * browser.
 */
export async function flowOfAnswer(request: NextRequest): Promise<ReturnType<typeof signInCookieNames> | null> {
  const state = request.nextUrl.searchParams.get("state");
  for (const { name, value } of state ? request.cookies.getAll() : []) {
    const flow = flowOfCookie(name);
    const names = flow === null ? null : signInCookieNames(flow);
    if (names?.state === name && (await stateIn(name, value)) === state) return names;
  }
  return null;
}

/** Auth.js seals the state with the cookie's name as salt. Null for anything else. */
async function stateIn(name: string, token: string): Promise<unknown> {
  const secret = [env().seal.secret, ...env().seal.previousSecrets];
  return decode({ token, secret, salt: name }).then(
    (opened) => opened?.["value"],
    () => null,
  );
}

/** Deletes the cookies of a flow. */
async function endFlow(names: ReturnType<typeof signInCookieNames>): Promise<void> {
  const jar = await requestCookies();
  for (const name of flowNames(names)) if (jar.has(name)) jar.set(name, "", { ...cookieOptions(), maxAge: 0 });
}

/** The same in an answer of Auth.js, which may set one of them again. */
export function withFlowEnded(response: Response, names: ReturnType<typeof signInCookieNames>): Response {
  for (const name of flowNames(names)) response.headers.append("set-cookie", cookieHeader(name, "", 0));
  return response;
}

const flowNames = ({ callbackUrl, csrf, pkce, state, nonce }: ReturnType<typeof signInCookieNames>) => [
  ...[callbackUrl, csrf, pkce, state, nonce],
];
