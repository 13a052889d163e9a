/**
 * Everything that can be wrong with an identity provider's answer. The sentence beside each
 * code is its documentation and the first part of the error's message.
 */
export const federationErrorCodes = {
  // Requests (guarded-fetch.ts)
  "address-not-allowed": "The address is not https, or it carries a user name or password.",
  "address-not-public": "The address is not one of the public Internet, and its host is not allowed by name.",
  "redirect-refused": "The provider answered with a redirect, which is never followed.",
  "timed-out": "The provider did not answer in time.",
  "too-large": "The provider's answer is too large.",
  unreachable: "The provider could not be reached.",
  "name-unknown": "The host name of the provider is not known to the name server.",
  "certificate-refused": "The certificate of the provider is not trusted, has expired, or is for another name.",
  "proxy-unreachable": "The proxy that leads to the provider could not be reached.",
  "proxy-refused": "The proxy refused to connect to the provider.",

  // Answers
  "unexpected-status": "The provider answered with an unexpected status.",
  "unexpected-content-type": "The provider's answer has another content type than the specification asks for.",
  "not-json": "The provider's answer is not a JSON object.",
  "too-deep": "The provider's claims are nested too deeply.",

  // Metadata (discovery.ts, provider-metadata.ts)
  "issuer-invalid": "The issuer is not an https address without query and fragment.",
  "issuer-mismatch": "The metadata found at the issuer's address is of another issuer.",
  "metadata-incomplete": "The provider's metadata lacks a required member.",
  "metadata-invalid": "The provider's metadata has a member that cannot be used.",
  "code-flow-unsupported": "The provider does not offer the authorization code flow.",
  "algorithm-unsupported": "The provider signs with no algorithm that is allowed here.",
  "client-key-missing": "There is no key to say who the client is.",
  "client-secret-elsewhere": "The token endpoint is at another address than the one the client secret was entered for.",
  "client-key-unsupported": "The provider takes no signature of a client that can be made here.",

  // Keys and signatures (keys.ts, signed-jwt.ts)
  "keys-invalid": "The provider's keys cannot be used.",
  "key-unknown": "The token was signed with a key that the provider does not publish.",
  "key-ambiguous": "The token does not say which of several keys it was signed with.",
  "token-malformed": "The token is not a signed JWT.",
  "token-encrypted": "The token is encrypted.",
  "token-type-wrong": "The token says that it is of another type.",
  "algorithm-not-allowed": "The token was signed with an algorithm that is not allowed.",
  "signature-wrong": "The token's signature is wrong.",

  // Claims (id-token.ts, userinfo.ts)
  "tenant-missing": "The token does not say which tenant it is of.",
  "tenant-not-allowed": "The token is of a tenant that is not let in.",
  "claim-missing": "The token lacks a required claim.",
  "claim-invalid": "The token has a claim of the wrong kind.",
  "issuer-wrong": "The token was issued by another issuer.",
  "audience-wrong": "The token is meant for another client.",
  "authorized-party-wrong": "The token was issued to another client.",
  expired: "The token has expired.",
  "not-yet-valid": "The token is not valid yet.",
  "issued-in-future": "The token was issued in the future.",
  "access-token-hash-wrong": "The token was issued with another access token.",
  "nonce-wrong": "The token does not belong to this sign-in.",
  "subject-invalid": "The token's subject is empty, too long or not plain ASCII.",
  "access-token-invalid": "The access token has characters that no access token can have.",
  "userinfo-not-offered": "The provider has no userinfo endpoint.",
  "userinfo-subject-missing": "The userinfo does not say who it is about.",
  "userinfo-subject-wrong": "The userinfo is about another person.",
} as const;

export type FederationErrorCode = keyof typeof federationErrorCodes;

/**
 * The only error of this package. `detail` is our own text (a member's name, a status, an address's origin), never
 * text that a person or a provider wrote, because messages reach logs. For the same reason there is no `cause`: errors
 * of the libraries contain claims and parts of the body.
 */
export class FederationError extends Error {
  override readonly name = "FederationError";

  constructor(
    readonly code: FederationErrorCode,
    readonly detail?: string,
  ) {
    super(detail === undefined ? federationErrorCodes[code] : `${federationErrorCodes[code]} (${detail})`);
  }
}
