/** A key as it is stored: the private half is sealed, and only the issuer opens it. */
export interface SealedKey {
  /** The id of its row, for which it is sealed. */
  readonly id: string;
  /** Its thumbprint, RFC 7638. */
  readonly kid: string;
  readonly privateKeySealed: string;
}

/**
 * Who makes receipts: what every receipt says about the installation, and how it is signed. The database cannot sign, and
 * knows no cryptography but hashes.
 */
export interface Issuer {
  /** Without a slash at the end. */
  readonly origin: string;
  /** ISO 3166-1, or EU; null if the organisation did not enter it. */
  readonly jurisdiction: string | null;
  /** The claims as a JWS in compact form. */
  sign(claims: object, key: SealedKey): Promise<string>;
}
