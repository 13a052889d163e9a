/**
 * Everything that can be wrong with a secret or a sealed value. Each sentence documents its code and is the error's
 * message.
 */
export const cryptoErrorCodes = {
  "secret-too-short": "The secret is shorter than 32 characters.",
  "seal-malformed": "The value is not a sealed secret.",
  "seal-key-unknown": "The value was sealed with a secret that is not known here.",
  "seal-broken": "The sealed value was changed, or it was sealed for another row.",
} as const;

export type CryptoErrorCode = keyof typeof cryptoErrorCodes;

/**
 * The only error of this package. It has no `cause`, because errors of the libraries can contain parts of what was
 * sealed.
 */
export class CryptoError extends Error {
  override readonly name = "CryptoError";

  constructor(readonly code: CryptoErrorCode) {
    super(cryptoErrorCodes[code]);
  }
}
