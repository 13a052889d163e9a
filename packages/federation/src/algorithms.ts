/**
 * What a provider may sign with: asymmetric algorithms only (RFC 7518, section 3.1; RFC 8037; RFC 9864). Never `none`
 * (RFC 7518, section 3.6), and never HS256 and its like: with a key that is published, anybody could sign (RFC 8725,
 * section 2.1).
 */
export const allowedAlgorithms: readonly string[] = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];

/** Those of the allowed algorithms that the provider announced. When it announced nothing, all that are allowed. */
export function algorithmsOf(announced: readonly string[] | undefined): string[] {
  return allowedAlgorithms.filter((name) => announced?.includes(name) ?? true);
}
