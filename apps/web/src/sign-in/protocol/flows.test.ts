import { encode } from "next-auth/jwt";
import { NextRequest } from "next/server";
import { describe, expect, it, vi } from "vitest";
import { env } from "@/platform/env";
import { cookieNames, flowOfCookie, signInCookieNames } from "@/platform/session/cookies";
import { flowOfAnswer, withFlowEnded } from "./flows";

vi.stubEnv("AUTH_SECRET", "a secret of the tests, long enough for any of them");
vi.stubEnv("DEMO_IDP_CLIENT_SECRET", "a secret of the demonstration, long enough too");
vi.stubEnv("DATABASE_URL", "postgres://nobody@127.0.0.1/nothing");

/** A cookie as Auth.js seals the state of a sign-in. */
async function stateCookie(flow: string, state: string, salt = signInCookieNames(flow).state): Promise<string> {
  const sealed = await encode({ token: { value: state, provider: "demo" }, secret: env().seal.secret, salt });
  return `${signInCookieNames(flow).state}=${sealed}`;
}

const answer = (state: string | null, ...cookies: readonly string[]) => {
  const query = state === null ? "" : `&state=${state}`;
  return new NextRequest(`http://localhost/api/auth/callback/demo?code=x${query}`, {
    headers: { cookie: cookies.join("; ") },
  });
};

describe("the flow of an answer", () => {
  // With one set of cookies for all tabs, the tab that comes back first would end the others.
  it("is the one with its state, in any order of answers", async () => {
    const cookies = [await stateCookie("a1", "first"), await stateCookie("b2", "second")];
    expect(await flowOfAnswer(answer("first", ...cookies))).toEqual(signInCookieNames("a1"));
    expect(await flowOfAnswer(answer("second", ...cookies))).toEqual(signInCookieNames("b2"));
  });

  it.each([["third"], ["firs"], [""], [null]])("does not exist for the state %j", async (state) => {
    expect(await flowOfAnswer(answer(state, await stateCookie("a1", "first")))).toBeNull();
  });

  it("does not exist without cookies, with an unreadable one, and with one that was sealed for another name", async () => {
    expect(await flowOfAnswer(answer("first"))).toBeNull();
    expect(await flowOfAnswer(answer("first", `${signInCookieNames("a1").state}=first`))).toBeNull();
    const moved = await stateCookie("a1", "first", signInCookieNames("b2").state);
    expect(await flowOfAnswer(answer("first", moved))).toBeNull();
  });
});

it("every cookie of a flow names it, and no other cookie does", () => {
  const { callbackUrl, csrf, pkce, state, nonce, ...others } = signInCookieNames("m3x9k2");
  for (const name of [callbackUrl, csrf, pkce, state, nonce]) expect(flowOfCookie(name)).toBe("m3x9k2");
  for (const name of [...Object.values(others), ...Object.values(cookieNames())]) expect(flowOfCookie(name)).toBeNull();
});

it("the end of a flow deletes its cookies, also those that the answer sets again", () => {
  const names = signInCookieNames("a1");
  const response = new Response(null, { headers: { "set-cookie": `${names.callbackUrl}=x; Path=/` } });
  const set = withFlowEnded(response, names).headers.getSetCookie();
  for (const name of [names.state, names.nonce, names.pkce, names.callbackUrl]) {
    expect(set.findLast((cookie) => cookie.startsWith(`${name}=`))).toMatch(/=; Path=\/; Max-Age=0/);
  }
});
