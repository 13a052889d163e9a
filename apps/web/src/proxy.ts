import { NextResponse, type NextRequest } from "next/server";
import { development, env } from "@/platform/env";
import { previewPath } from "@/platform/i18n/preview-frame";
import { requestedPathHeader } from "@/platform/links/return-path";
import { staleFormDocument } from "@/platform/stale-form";
import { isNoAnswer, isPageAfterAnswer } from "@/platform/decision-request";
import { retryAfter } from "@/platform/unavailable";

/**
 * Sets headers and the script nonce, and never authorizes: a request that bypasses this file must still be refused
 * where it matters (CVE-2025-29927).
 */
export async function proxy(request: NextRequest): Promise<NextResponse> {
  if (isSentAlong(request)) return askedFor(request);
  if (isNoAnswer(request)) return NextResponse.redirect(new URL("/refused", env().origin), 303);
  if (isPageAfterAnswer(request)) return new NextResponse(null, { status: 204 });
  const isPreview = request.nextUrl.pathname === previewPath;
  const nonce = Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
  const policy = [
    "default-src 'none'",
    // React's development build needs eval; no production build does.
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development ? " 'unsafe-eval'" : ""}`,
    development ? "style-src 'self' 'unsafe-inline'" : `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    // Pages of the administration change without loading a new document, so all of them must allow the preview.
    isAdministration.test(request.nextUrl.pathname) ? "frame-src 'self'" : "frame-src 'none'",
    isPreview ? "form-action 'none'" : "form-action 'self'",
    "base-uri 'none'",
    "object-src 'none'",
    // The preview is a page in a frame beside the purpose editor. No other page may be framed.
    isPreview ? "frame-ancestors 'self'" : "frame-ancestors 'none'",
  ].join("; ");

  const forwarded = new Headers(request.headers);
  forwarded.set("content-security-policy", policy);
  forwarded.set("x-nonce", nonce);
  const wanted = request.nextUrl.clone();
  // A header of Next's own requests for the payload of a page.
  wanted.searchParams.delete("_rsc");
  forwarded.set(requestedPathHeader, wanted.pathname + wanted.search);
  const status = statusOf.get(request.nextUrl.pathname);
  // Never a rewrite: for Next an address whose host is not HOST is another server, so it would request itself forever.
  const stale = await staleFormDocument(request, nonce);
  const response =
    stale === null
      ? NextResponse.next({ request: { headers: forwarded }, ...(status ? { status } : {}) })
      : new NextResponse(stale, { status: 409, headers: { "content-type": "text/html; charset=utf-8" } });
  const held = isPicture.test(request.nextUrl.pathname) ? "default-src 'none'; sandbox" : policy;
  for (const [name, value] of Object.entries({ ...fixedHeaders, "content-security-policy": held })) {
    response.headers.set(name, value);
  }
  if (isPreview) response.headers.set("x-frame-options", "SAMEORIGIN");
  if (status === 503) response.headers.set("retry-after", retryAfter["retry-after"]);
  return response;
}

/**
 * A form that is posted without a script is answered by its own page. If that page redirects, because the session has
 * ended or it cannot be rendered, the browser repeats the post (307, RFC 9110 section 15.4.8) to a page without this
 * action, which would refuse it. The sign-in page has a form too, but its posts come from itself.
 */
function isSentAlong({ method, headers, nextUrl: { pathname, origin } }: NextRequest): boolean {
  if (method !== "POST" || headers.has("next-action")) return false;
  if (["/not-found", "/failed", "/unavailable", "/refused"].includes(pathname)) return true;
  const from = headers.get("referer");
  return pathname === "/sign-in" && from !== null && URL.parse(from, origin)?.pathname !== pathname;
}

/** Redirects to the same page without the form (303). */
function askedFor({ nextUrl: { pathname, search } }: NextRequest): NextResponse {
  return NextResponse.redirect(new URL(pathname + search, env().origin), 303);
}

/**
 * Pages that are a refusal or a failure. A page cannot set its status, and the page for `forbidden()` or an error has
 * no content until a script has run (https://github.com/vercel/next.js/issues/62228).
 */
const statusOf: ReadonlyMap<string, number> = new Map([
  ["/refused", 403],
  ["/failed", 500],
  ["/unavailable", 503],
]);

const isAdministration = /^\/admin(\/|$)/;

/** An uploaded picture is always served as an image, even if it contains something else. */
const isPicture = /^\/api\/((providers|applications)\/[^/]+|appearance)\/logo$/;

const fixedHeaders = {
  "x-content-type-options": "nosniff",
  "x-frame-options": "DENY",
  // `no-referrer` would drop the Origin header of forms posted without JavaScript.
  "referrer-policy": "same-origin",
  "cross-origin-opener-policy": "same-origin",
  "cross-origin-resource-policy": "same-origin",
  "permissions-policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
  // Browsers ignore it over http, so it does no harm on localhost.
  "strict-transport-security": "max-age=31536000; includeSubDomains",
};

export const config = {
  matcher: [{ source: "/((?!_next/static|icon.svg).*)" }],
};
