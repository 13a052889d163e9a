import { decodeJwt, decodeProtectedHeader, type JWTPayload } from "jose";
import { algorithmsOf } from "./algorithms.ts";
import { checkSubject, checkTimes } from "./claim-checks.ts";
import { withMetadata } from "./discovery.ts";
import { FederationError } from "./federation-error.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { verifySignedJwt } from "./signed-jwt.ts";
import { subjectOf } from "./tenant-issuer.ts";

export interface LogoutTokenInput {
  readonly logoutToken: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly fetch: Fetch;
  /** See IdTokenInput. Back-Channel Logout 1.0, section 2.6, step 2: the same as for ID tokens. */
  readonly algorithm?: string | null;
  readonly now?: Date;
}

/** The person that a provider has signed out. */
export interface Logout {
  /** The subject as in sign-ins: see subjectOf. */
  readonly subject: string;
  /** The token's id at this provider. The caller must accept it only once until `expiresAt`. */
  readonly tokenId: string;
  readonly expiresAt: Date;
}

/** The member of `events` that says so. */
export const backChannelLogout = "http://schemas.openid.net/event/backchannel-logout";

/**
 * The most milliseconds between `iat` and `exp`; the specification recommends two minutes. It limits how long ids must
 * be remembered.
 */
const maxLifeMs = 24 * 60 * 60_000;
const maxTokenIdLength = 255;

/**
 * Verifies a logout token by OpenID Connect Back-Channel Logout 1.0, section 2.6: signed with the provider's keys and
 * algorithms like an ID token, for us, about a logout, and not a replayed ID token. It must name a subject: session ids
 * (`sid`) are not stored, so one alone would not identify a person.
 *
 * Errors: FederationError, with the codes for keys, signatures and claims, and those of fetching metadata and keys.
 * https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation
 */
export async function verifyLogoutToken(input: LogoutTokenInput): Promise<Logout> {
  const now = input.now ?? new Date();
  checkType(input.logoutToken);
  const payload = await withMetadata({ ...input, now }, (metadata) =>
    verifySignedJwt({
      jwt: input.logoutToken,
      metadata,
      clientId: input.clientId,
      algorithms: algorithmsOf(metadata.id_token_signing_alg_values_supported, input.algorithm),
      // Section 2.4. `sub` is required here, see above.
      requiredClaims: ["iat", "exp", "jti", "events", "sub"],
      fetch: input.fetch,
      now,
    }),
  );
  checkTimes(payload, now);
  checkEvents(payload["events"]);
  // Step 6: only ID tokens have a nonce, and an ID token must not pass for a logout token. Not even one that is null.
  if ("nonce" in decodeJwt(input.logoutToken)) throw new FederationError("claim-invalid", "nonce");
  checkSubject(payload.sub);
  const { iss, sub } = payload;
  const tokenId = subjectOf(input.issuer, { iss, sub: tokenIdOf(payload) });
  return { subject: subjectOf(input.issuer, { iss, sub }), tokenId, expiresAt: endOf(payload) };
}

/**
 * Section 2.4 recommends the type `logout+jwt`. Older providers send JWT or nothing. Any other type is refused (RFC
 * 8725, section 3.11).
 */
function checkType(token: string): void {
  let type: unknown;
  try {
    type = decodeProtectedHeader(token).typ ?? "JWT";
  } catch {
    throw new FederationError("token-malformed");
  }
  if (typeof type !== "string" || !/^(application\/)?(logout\+)?jwt$/i.test(type)) {
    throw new FederationError("token-type-wrong");
  }
}

/** Step 5: the member for this event must exist and be a JSON object. */
function checkEvents(events: unknown): void {
  const event = isObject(events) && Object.hasOwn(events, backChannelLogout) ? events[backChannelLogout] : null;
  if (!isObject(event)) throw new FederationError("claim-invalid", "events");
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function tokenIdOf({ jti }: JWTPayload): string {
  if (typeof jti !== "string" || jti === "" || jti.length > maxTokenIdLength) {
    throw new FederationError("claim-invalid", "jti");
  }
  return jti;
}

function endOf({ iat = 0, exp = 0 }: JWTPayload): Date {
  if ((exp - iat) * 1000 > maxLifeMs) throw new FederationError("claim-invalid", "exp");
  return new Date(exp * 1000);
}
