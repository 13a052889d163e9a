import type { NextRequest } from "next/server";
import { env } from "./env";
import { requestedPathHeader } from "./links/return-path";

/** The pages of a pending sign-in, whose forms lead on by an action that always redirects: sign-in/actions.ts. */
const consentPages: ReadonlySet<string> = new Set(["/consent", "/consent/age", "/consent/close"]);

/** Bytes. Our form with all its boxes ticked is half as large. What people type comes in addition. */
const largestForm = 128 * 1024;

/**
 * Whether a post to one of these pages is none that its form can have sent. The action refuses these too; answered before
 * Next sees them, they all get the page that says so, and not Next's own words.
 */
export function isNoAnswer({ method, headers, nextUrl }: NextRequest): boolean {
  if (method !== "POST" || !consentPages.has(nextUrl.pathname)) return false;
  const length = Number(headers.get("content-length") ?? Number.NaN);
  const isForm = headers.get("content-type")?.startsWith("multipart/form-data") && length > 0 && length <= largestForm;
  return !isForm || headers.get("origin") !== env().origin;
}

/**
 * Whether Next asks itself for the page that follows a decision, to send it with the answer of the action. Without it
 * the browser loads that page as a new document, as after any form: nothing that was shown stays in the old one, also
 * not when the question is shown again, perhaps to another person. No page is rendered for nothing, because from one
 * root layout to another Next's browser code throws it away. And the way back to an application, which works once, is
 * not used up by Next.
 *
 * Only these requests have the `Accept` of an action with GET. Next sends the headers of the action along, and the path
 * that proxy.ts added to them. Should that change, the root layout of the consent page (app/(consent)) still has every
 * other page loaded as a new document.
 */
export function isPageAfterAnswer({ method, headers, nextUrl }: NextRequest): boolean {
  if (method !== "GET" || headers.get("accept") !== "text/x-component") return false;
  const from = URL.parse(headers.get(requestedPathHeader) ?? "", nextUrl.origin)?.pathname;
  return from !== undefined && consentPages.has(from);
}
