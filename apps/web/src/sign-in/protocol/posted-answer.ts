import "server-only";
import { randomBytes } from "node:crypto";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { safeClaims } from "@assent/federation/claims";
import { openToken, sealToken } from "@assent/crypto/seal";
import { NextRequest } from "next/server";
import { administered } from "@/platform/administered";
import { env } from "@/platform/env";
import { redirectUri } from "@/platform/links/redirect-uri";
import { seeOther } from "@/platform/links/see-other";
import { cookieHeader, cookieNames } from "@/platform/session/cookies";
import { maxCookieBytes } from "@/platform/session/sealed-cookie";
import { log } from "@/platform/log";
import { isTooMany } from "./attempt-limit";
import { interruptedPage, tooManyPage, unknownProviderPage } from "./problem";

// OAuth 2.0 Form Post Response Mode: the provider's page posts the answer to us. Browsers send none of our cookies with a
// post from another site, because they are SameSite=Lax, and they shall stay so. So the answer is sealed into a cookie of
// its own for a minute, and the browser is sent on to the same address, now as a navigation, which has all cookies. The
// code is in no address on the way. https://openid.net/specs/oauth-v2-form-post-response-mode-1_0.html

const purpose = "assent posted answer v1";
const lifetimeSeconds = 60;

/** What an answer may have: RFC 6749, section 4.1.2; RFC 9207; and Apple's `user`. */
const needed = ["code", "state", "iss", "error"] as const;
const members = [...needed, "error_description", "user"] as const;
/** Bytes; many times what fits into a cookie. */
const maxFormBytes = 32 * 1024;

/** The parameter of our own address that names the cookie. */
const parameter = "posted";

/** Takes an answer that a provider's page posts, and sends the browser to `takePostedAnswer`. */
export async function keepPostedAnswer(request: NextRequest, slug: string): Promise<Response> {
  const provider = await administered.findBySlug(slug);
  if (!provider) return seeOther(unknownProviderPage("/"));
  if (provider.responseMode !== "form_post") return new Response(null, { status: 405, headers: { allow: "GET" } });
  if (await isTooMany("posted", slug)) return seeOther(tooManyPage("/"));
  const length = Number(request.headers.get("content-length") ?? Number.NaN);
  const form = length <= maxFormBytes ? new URLSearchParams(await request.text()) : null;
  // What is only words, or a name, is left out if all of it does not fit.
  const sealed = form && ((await sealedAnswer(slug, form, members)) ?? (await sealedAnswer(slug, form, needed)));
  if (!sealed) {
    log("info", "answer-too-long", { provider: slug });
    return seeOther(interruptedPage(slug, "/"));
  }
  const id = randomBytes(8).toString("hex");
  const response = seeOther(`${redirectUri(env().origin, slug)}?${parameter}=${id}`);
  response.headers.append("set-cookie", cookieHeader(nameOf(id), sealed, lifetimeSeconds));
  return response;
}

/** Null if it does not fit into a cookie. */
async function sealedAnswer(slug: string, form: URLSearchParams, names: readonly string[]): Promise<string | null> {
  const kept = names.flatMap((name) => (form.has(name) ? [[name, form.get(name) ?? ""]] : []));
  const sealed = await sealToken(
    { slug, answer: new URLSearchParams(kept).toString() },
    { secret: env().secret, purpose, expiresAt: new Date(Date.now() + lifetimeSeconds * 1000) },
  );
  return sealed.length > maxCookieBytes ? null : sealed;
}

/** The request as if the posted answer were in its address; null if it names none that this browser has. */
export async function takePostedAnswer(request: NextRequest): Promise<NextRequest | null> {
  const name = cookieOf(request);
  const sealed = name && request.cookies.get(name)?.value;
  if (!sealed) return null;
  const opened = await openToken<{ slug: string; answer: string }>(sealed, {
    ...env().seal,
    purpose,
    now: new Date(),
  });
  const { pathname } = request.nextUrl;
  if (!opened.ok || new URL(redirectUri(env().origin, opened.payload.slug)).pathname !== pathname) return null;
  return new NextRequest(new URL(`${pathname}?${opened.payload.answer}`, env().origin), { headers: request.headers });
}

/** Deletes the cookie: an answer is used once. */
export function withoutPostedAnswer(response: Response, request: NextRequest): Response {
  response.headers.append("set-cookie", cookieHeader(cookieOf(request) ?? nameOf(""), "", 0));
  return response;
}

function cookieOf({ nextUrl }: NextRequest): string | null {
  const id = nextUrl.searchParams.get(parameter) ?? "";
  return /^[0-9a-f]{16}$/.test(id) ? nameOf(id) : null;
}

const nameOf = (id: string) => `${cookieNames().posted}-${id}`;

/**
 * The `user` that Apple's page posts at the first sign-in, with the person's name. It passes through the browser and is
 * not signed, so it is no more than what the person types: mapped as `user.name.firstName`, and never used to decide who
 * may have an account. `answer`: the query of the answer. Null if there is none.
 * https://developer.apple.com/documentation/signinwithapple
 */
export function postedUser(answer: string, { responseMode }: IdentityProvider): object | null {
  const text = new URLSearchParams(answer).get("user");
  if (responseMode !== "form_post" || text === null) return null;
  try {
    const user: unknown = JSON.parse(text);
    return typeof user === "object" && user !== null && !Array.isArray(user) ? safeClaims(user) : null;
  } catch {
    return null;
  }
}
