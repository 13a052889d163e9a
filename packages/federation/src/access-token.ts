import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from "jose";

/** The claims of an access token that we issued for our API. */
export interface AccessToken {
  readonly clientId: string;
  readonly scopes: ReadonlySet<string>;
}

export interface AccessTokenChecks {
  readonly issuer: string;
  /** The address of the API. */
  readonly audience: string;
  /** Our published keys. */
  readonly keys: JSONWebKeySet;
  readonly now: Date;
}

/** The algorithms of our keys, which sign the tokens of applications. */
const signedWith = ["RS256", "EdDSA"];

/**
 * Verifies a JWT access token: RFC 9068, section 4. Null for a token of another kind (such as an ID token), issuer or key,
 * for another API, or an expired one. A token that is bound to a key (`cnf`, RFC 9449) is refused: this API takes bearer
 * tokens, and taking it as one would drop the protection that its owner asked for.
 */
export async function verifyAccessToken(
  token: string,
  { issuer, audience, keys, now }: AccessTokenChecks,
): Promise<AccessToken | null> {
  try {
    const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
      ...{ issuer, audience, typ: "at+jwt", algorithms: signedWith, currentDate: now },
      requiredClaims: ["exp", "sub", "client_id", "iat", "jti"],
    });
    const { client_id: clientId, scope = "", cnf } = payload;
    if (typeof clientId !== "string" || typeof scope !== "string" || cnf !== undefined) return null;
    return { clientId, scopes: new Set(scope.split(" ").filter(Boolean)) };
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}
