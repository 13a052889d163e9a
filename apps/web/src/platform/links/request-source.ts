import { env } from "../env";

/**
 * Where a request comes from. "own": a page of ours. "direct": the person, by an address they typed or a bookmark.
 * "foreign": another site. "unknown": it does not say.
 */
export type RequestSource = "own" | "direct" | "foreign" | "unknown";

/**
 * Browsers say it in Sec-Fetch-Site, over https and on this machine, for a chain of redirects too. Where it is missing,
 * Origin and Referer tell; our pages send them to us.
 * https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function requestSource({ headers }: Pick<Request, "headers">): RequestSource {
  const site = headers.get("sec-fetch-site");
  if (site === "same-origin") return "own";
  if (site === "none") return "direct";
  if (site !== null) return "foreign";
  const from = headers.get("origin") ?? headers.get("referer");
  if (from === null) return "unknown";
  return URL.parse(from)?.origin === env().origin ? "own" : "foreign";
}

/** Whether no other site sent it: for links that have an effect which a person can see. */
export const isSameOriginRequest = (request: Pick<Request, "headers">): boolean => requestSource(request) !== "foreign";
