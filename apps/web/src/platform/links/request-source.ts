import { env } from "../env";

/**
 * Where a request comes from. "own": one of our pages. "direct": the person typed the address or used a bookmark.
 * "foreign": another site. "unknown": it does not say.
 */
export type RequestSource = "own" | "direct" | "foreign" | "unknown";

/**
 * Browsers say it in Sec-Fetch-Site, over https and on this machine, for a chain of redirects too. If it is missing,
 * Origin and Referer show it, which our pages send.
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

/** Whether no other site sent it: for links with an effect that a person can see. */
export const isSameOriginRequest = (request: Pick<Request, "headers">): boolean => requestSource(request) !== "foreign";
