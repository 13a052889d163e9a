import { env } from "../env";
import { requestedPathHeader } from "../links/return-path";
import type { Incoming } from "./incoming";

/** The pages of a pending sign-in, whose forms lead on by an action that always redirects: sign-in/actions.ts. */
const consentPages: ReadonlySet<string> = new Set(["/consent", "/consent/age", "/consent/close"]);

/** Bytes. Our form with all its boxes ticked is half as large. What people type comes in addition. */
const largestForm = 128 * 1024;

/**
 * Whether a post to one of these pages is none that its form can have sent. The action refuses these too; answered before
 * Next sees them, they all get the page that says so, and not Next's own words.
 */
export function isNoAnswer({ method, header, url }: Incoming): boolean {
  if (method !== "POST" || !consentPages.has(url.pathname)) return false;
  const length = Number(header("content-length") ?? Number.NaN);
  const isForm = header("content-type")?.startsWith("multipart/form-data") && length > 0 && length <= largestForm;
  return !isForm || header("origin") !== env().origin;
}

/**
 * Whether Next asks itself for the page that follows a decision, to send it with the answer of the action. Without it
 * the browser loads that page as a new document, as after any form: nothing that was shown stays in the old one, also
 * not when the question is shown again, perhaps to another person. No page is rendered for nothing, because from one
 * root layout to another Next's browser code throws it away. And the way back to an application, which works once, is
 * not used up by Next.
 *
 * Only these requests have the `Accept` of an action with GET. Next sends the headers of the action along, and the path
 * that front.ts added to them. Should that change, the root layout of the consent page (app/(consent)) still has every
 * other page loaded as a new document.
 */
export function isPageAfterAnswer({ method, header, url }: Incoming): boolean {
  if (method !== "GET" || header("accept") !== "text/x-component") return false;
  const from = URL.parse(header(requestedPathHeader) ?? "", url.origin)?.pathname;
  return from !== undefined && consentPages.has(from);
}
