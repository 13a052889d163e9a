/**
 * Whether a page of ours, or the person themselves, asks for this address, and no page elsewhere: for links that leave a
 * trace. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Sec-Fetch-Site
 */
export function isSameOriginRequest({ headers }: Pick<Request, "headers">): boolean {
  const site = headers.get("sec-fetch-site");
  return site === null || site === "same-origin" || site === "none";
}
