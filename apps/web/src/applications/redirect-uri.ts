import type { ApplicationKind } from "@assent/database/schema/application";

/** Why an address cannot be a redirect URI. The pages that show it have the sentences. */
export type RedirectUriProblem =
  "not-an-address" | "wildcard" | "fragment" | "credentials" | "needs-https" | "loopback-or-own-scheme";

const loopback = /^(127\.0\.0\.1|\[::1\]|localhost)$/;

/**
 * The problem of a redirect URI, or null. It is compared exactly, so it is stored unchanged. RFC 9700, section 2.1;
 * OpenID Connect Dynamic Client Registration 1.0, section 2; for native applications RFC 8252, section 7: their own
 * scheme with a dot, or http to this machine.
 */
export function redirectUriProblem(uri: string, kind: ApplicationKind): RedirectUriProblem | null {
  const url = URL.parse(uri);
  if (url === null || uri !== uri.trim() || /[\s\\]/.test(uri)) return "not-an-address";
  if (uri.includes("*")) return "wildcard";
  if (uri.includes("#")) return "fragment";
  if (url.username || url.password) return "credentials";
  if (url.protocol === "https:") return null;
  const isLoopback = url.protocol === "http:" && loopback.test(url.hostname);
  if (isLoopback) return null;
  if (kind !== "native") return "needs-https";
  return /^[a-z][a-z0-9+-]*(\.[a-z0-9+-]+)+:$/.test(url.protocol) ? null : "loopback-or-own-scheme";
}
