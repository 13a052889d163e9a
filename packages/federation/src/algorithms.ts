/**
 * The algorithms with which a provider may sign: asymmetric ones only (RFC 7518, section 3.1; RFC 8037; RFC 9864).
 * Never `none` (RFC 7518, section 3.6), and never HS256 or similar: anyone could sign with a published key (RFC 8725,
 * section 2.1).
 */
export const allowedAlgorithms = [
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
] as const;

/**
 * The algorithms that tokens of a provider may have: the chosen one, or the allowed ones that its metadata list. RS256 is
 * the default of a client (OpenID Connect Dynamic Client Registration 1.0, section 2), so it holds where they list nothing.
 */
export function algorithmsOf(announced: readonly string[] | undefined, chosen: string | null = null): string[] {
  const may = chosen === null ? (announced ?? ["RS256"]) : [chosen];
  return allowedAlgorithms.filter((name) => may.includes(name));
}
