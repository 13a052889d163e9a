import { randomUUID } from "node:crypto";
import { importJWK, type JWK, SignJWT } from "jose";
import { backChannelLogout } from "./logout-token.ts";

export interface NewLogoutToken {
  readonly issuer: string;
  readonly clientId: string;
  /** The session that has ended, as this client knows it. */
  readonly sid: string;
  /** Whose session it was; null if the client never learned it. */
  readonly subject: string | null;
  readonly now: Date;
}

/** Seconds; what OpenID Connect Back-Channel Logout 1.0, section 2.4, recommends. */
const lifetime = 120;

/**
 * Tells a client that a session has ended: OpenID Connect Back-Channel Logout 1.0, section 2.4. `key`: a private JWK
 * with `kid` and `alg`. Each token has its own id, so a receiver that refuses replays accepts a second attempt.
 */
export async function newLogoutToken(
  key: { readonly alg?: string | undefined; readonly kid?: string | undefined },
  { issuer, clientId, sid, subject, now }: NewLogoutToken,
): Promise<string> {
  const seconds = Math.floor(now.getTime() / 1000);
  const token = new SignJWT({ sid, events: { [backChannelLogout]: {} }, ...(subject === null ? {} : { sub: subject }) })
    .setProtectedHeader({ alg: key.alg ?? "", typ: "logout+jwt", ...(key.kid === undefined ? {} : { kid: key.kid }) })
    .setIssuer(issuer)
    .setAudience(clientId)
    .setIssuedAt(seconds)
    .setExpirationTime(seconds + lifetime)
    .setJti(randomUUID());
  return token.sign(await importJWK(key as JWK));
}
