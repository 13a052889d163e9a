/** The header in which platform/front passes on the requested path. A client's own value is replaced. */
export const requestedPathHeader = "x-assent-path";

/**
 * Where to go after a sign-in: a path of this app, or "/" for anything else. Browsers read `//host`, `/\host` and their
 * encoded forms as another site (https://url.spec.whatwg.org/#url-parsing), so the check decodes the text twice and
 * compares it as a browser would read it.
 */
export function returnPath(wanted: string | null | undefined, origin: string): string {
  if (!wanted || !looksLikePath(wanted)) return "/";
  let url: URL;
  try {
    if (!looksLikePath(decodeURIComponent(decodeURIComponent(wanted)))) return "/";
    url = new URL(wanted, origin);
  } catch {
    return "/";
  }
  return url.origin === origin ? url.pathname + url.search : "/";
}

/**
 * The page, with the path that the person wanted. The path is in the address and not in a cookie, so that each tab
 * keeps its own and a reload does not lose it.
 */
export const withReturn = (page: string, to: string): string =>
  to === "/" ? page : `${page}${page.includes("?") ? "&" : "?"}to=${encodeURIComponent(to)}`;

const looksLikePath = (text: string) => /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(text) && !text.includes("//");
