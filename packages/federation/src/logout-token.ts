import { decodeProtectedHeader, type JWTPayload } from "jose";
import { algorithmsOf } from "./algorithms.ts";
import { checkTimes } from "./claim-times.ts";
import { discover } from "./discovery.ts";
import { FederationError } from "./federation-error.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { verifySignedJwt } from "./signed-jwt.ts";
import { checkSubject } from "./subject.ts";
import { subjectOf } from "./tenant-issuer.ts";

export interface LogoutTokenInput {
  readonly logoutToken: string;
  readonly issuer: string;
  readonly clientId: string;
  readonly fetch: Fetch;
  readonly now?: Date;
}

/** Whom a provider has signed out. */
export interface Logout {
  /** As whoever signed in is known: see subjectOf. */
  readonly subject: string;
  /** The token's own id, at this provider: the caller takes it once until `expiresAt`. */
  readonly tokenId: string;
  readonly expiresAt: Date;
}

const backChannelLogout = "http://schemas.openid.net/event/backchannel-logout";

/** Milliseconds between `iat` and `exp`; the specification recommends two minutes. It bounds how long ids are remembered. */
const longestLife = 24 * 60 * 60_000;
const longestTokenId = 255;

/**
 * Verifies a logout token as OpenID Connect Back-Channel Logout 1.0, section 2.6, says: signed with the provider's keys
 * and algorithms like an ID token, for us, about a logout, and not an ID token that somebody kept. It has to name a
 * subject: a session id (`sid`) alone says nothing here, because none is kept.
 *
 * Errors: FederationError, with the codes for keys, signatures and claims, and those of fetching metadata and keys.
 * https://openid.net/specs/openid-connect-backchannel-1_0.html#Validation
 */
export async function verifyLogoutToken(input: LogoutTokenInput): Promise<Logout> {
  const now = input.now ?? new Date();
  checkType(input.logoutToken);
  const metadata = await discover(input.issuer, input.fetch, now);
  const payload = await verifySignedJwt({
    jwt: input.logoutToken,
    metadata,
    clientId: input.clientId,
    algorithms: algorithmsOf(metadata.id_token_signing_alg_values_supported),
    // Section 2.4. `sub` is required here, as said above.
    requiredClaims: ["iat", "exp", "jti", "events", "sub"],
    fetch: input.fetch,
    now,
  });
  checkTimes(payload, now);
  checkEvents(payload["events"]);
  // Step 6: a nonce is in ID tokens only, and one of those must not pass for a logout.
  if ("nonce" in payload) throw new FederationError("claim-invalid", "nonce");
  checkSubject(payload.sub);
  const { iss, sub } = payload;
  const tokenId = subjectOf(input.issuer, { iss, sub: tokenIdOf(payload) });
  return { subject: subjectOf(input.issuer, { iss, sub }), tokenId, expiresAt: endOf(payload) };
}

/**
 * Section 2.4 recommends the type `logout+jwt`. Providers from before it was there say JWT or nothing; whatever else a
 * token says it is, it is (RFC 8725, section 3.11).
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

/** Step 5: the member for this event has to be there, and its value is a JSON object. */
function checkEvents(events: unknown): void {
  const event = isObject(events) && Object.hasOwn(events, backChannelLogout) ? events[backChannelLogout] : null;
  if (!isObject(event)) throw new FederationError("claim-invalid", "events");
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function tokenIdOf({ jti }: JWTPayload): string {
  if (typeof jti !== "string" || jti === "" || jti.length > longestTokenId) {
    throw new FederationError("claim-invalid", "jti");
  }
  return jti;
}

function endOf({ iat = 0, exp = 0 }: JWTPayload): Date {
  if ((exp - iat) * 1000 > longestLife) throw new FederationError("claim-invalid", "exp");
  return new Date(exp * 1000);
}
