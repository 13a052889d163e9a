/** The text as a URL, or null. */
export function parseAddress(text: string): URL | null {
  return URL.canParse(text) ? new URL(text) : null;
}

/**
 * Whether the host is this machine, by names and literals that need no look-up. The URL parser has normalized other
 * spellings.
 */
export function isLoopback(url: URL): boolean {
  return url.hostname === "localhost" || url.hostname === "[::1]" || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}

/**
 * Whether a request may go to this address: https (OpenID Connect Core 1.0, section 16.17; Discovery 1.0, section 7.1),
 * or plain http to this machine if the caller allows it. Never with a user name or password: RFC 3986, section 3.2.1.
 */
export function isAllowedAddress(url: URL, allowHttpLoopback: boolean): boolean {
  if (url.username !== "" || url.password !== "") return false;
  return url.protocol === "https:" || (url.protocol === "http:" && allowHttpLoopback && isLoopback(url));
}
