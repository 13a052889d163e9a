/**
 * The algorithms with which a provider may sign: asymmetric ones only (RFC 7518, section 3.1; RFC 8037; RFC 9864).
 * Never `none` (RFC 7518, section 3.6), and never HS256 or similar: anyone could sign with a published key (RFC 8725,
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

/** The allowed algorithms that the provider announced; all of them if it announced nothing. */
export function algorithmsOf(announced: readonly string[] | undefined): string[] {
  return allowedAlgorithms.filter((name) => announced?.includes(name) ?? true);
}
