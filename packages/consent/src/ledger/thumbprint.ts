import { canonicalJson } from "./canonical-json.ts";

/** The members that make a key what it is, by its type: RFC 7638, section 3.2, and RFC 8037, section 2. */
const members: Readonly<Record<string, readonly string[]>> = { OKP: ["crv", "kty", "x"], RSA: ["e", "kty", "n"] };

/**
 * The text whose SHA-256 in base64url is the thumbprint of a public key (RFC 7638); null for a key of another type. The
 * signatures themselves are checked with a library; this is for the verifier of the ledger, which has no other need of
 * one.
 */
export function thumbprintText(key: Readonly<Record<string, unknown>>): string | null {
  const needed = members[String(key["kty"])];
  if (!needed?.every((name) => typeof key[name] === "string")) return null;
  return canonicalJson(Object.fromEntries(needed.map((name) => [name, key[name]])));
}
