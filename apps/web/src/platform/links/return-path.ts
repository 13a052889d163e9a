/** The header in which the proxy passes on the requested path. Whatever a client sends in it is replaced. */
export const requestedPathHeader = "x-assent-path";

/**
 * Where to go after a sign-in: a path of this app, or "/" for anything else. Browsers read `//host`, `/\host` and their
 * encoded forms as another site (https://url.spec.whatwg.org/#url-parsing), so the check decodes the text twice and
 * looks at what a browser would make of it.
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
 * The page, with where the person wanted to go. It is kept in the address and not in a cookie, so that each tab goes its
 * own way and a reload loses nothing.
 */
export const withReturn = (page: string, to: string): string =>
  to === "/" ? page : `${page}${page.includes("?") ? "&" : "?"}to=${encodeURIComponent(to)}`;

const looksLikePath = (text: string) => /^\/(?![/\\])[^\u0000-\u001f\\]*$/.test(text) && !text.includes("//");
