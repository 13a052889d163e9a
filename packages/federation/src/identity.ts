import { protocolClaims, safeClaims, type Claims } from "./claims.ts";
import { discover } from "./discovery.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { verifyIdToken } from "./id-token.ts";
import { subjectOf } from "./tenant-issuer.ts";
import { fetchUserinfo } from "./userinfo.ts";

export interface IdentityInput {
  readonly issuer: string;
  readonly clientId: string;
  readonly idToken: string;
  readonly accessToken: string;
  readonly fetch: Fetch;
  readonly nonce?: string;
  /** See IdTokenInput. */
  readonly tenants?: readonly string[];
  readonly now?: Date;
}

export interface Identity {
  /** Unique at this provider and never given to somebody else: see subjectOf. */
  readonly subject: string;
  readonly claims: Claims;
}

/**
 * Who signed in, and everything the provider says about them: the verified ID token, filled up from userinfo where the
 * provider has that.
 *
 * Errors: FederationError of any kind but the sealed ones. Nothing is returned unless everything verified.
 */
export async function readIdentity(input: IdentityInput): Promise<Identity> {
  const metadata = await discover(input.issuer, input.fetch, input.now);
  const idToken = await verifyIdToken({ ...input, metadata });
  const subject = subjectOf(input.issuer, idToken);
  if (metadata.userinfo_endpoint === undefined) return { subject, claims: idToken };
  const userinfo = await fetchUserinfo({ ...input, metadata, subject: idToken.sub });
  return { subject, claims: mergeClaims(idToken, userinfo) };
}

const vouching = [
  ["email_verified", "email"],
  ["phone_number_verified", "phone_number"],
] as const;

/**
 * Userinfo fills in what the ID token does not say, or says as null (Core 5.3.2: a claim without a value SHOULD be left
 * out). Protocol claims come from the ID token or not at all: userinfo proves nothing about the sign-in.
 */
function mergeClaims(idToken: Claims, userinfo: Claims): Claims {
  const claims = safeClaims(idToken);
  // "Verified" speaks of the address beside it, and not of another one in the other answer.
  const unfounded: readonly string[] = vouching.flatMap(([flag, about]) => {
    const [here, there] = [claims[about] ?? null, userinfo[about] ?? null];
    return here !== null && there !== null && here !== there ? [flag] : [];
  });
  for (const [name, value] of Object.entries(userinfo)) {
    if (!protocolClaims.has(name) && !unfounded.includes(name)) claims[name] ??= value;
  }
  return claims;
}
