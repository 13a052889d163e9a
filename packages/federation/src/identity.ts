import { type Authentication, readAuthentication } from "./claim-checks.ts";
import { protocolClaims, safeClaims, type Claims } from "./claims.ts";
import { withMetadata } from "./discovery.ts";
import type { Fetch } from "./guarded-fetch.ts";
import { verifyIdToken } from "./id-token.ts";
import type { ProviderMetadata } from "./provider-metadata.ts";
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
  readonly algorithm?: string | null;
  readonly now?: Date;
  /** Whether only who it is is wanted: userinfo is then not asked for. */
  readonly onlyWho?: boolean;
}

export interface Identity {
  /** Unique at this provider and never reassigned: see subjectOf. */
  readonly subject: string;
  readonly claims: Claims;
  readonly authentication: Authentication;
}

/**
 * The identity of the person who signed in, and all claims about them: the verified ID token, completed from userinfo
 * if the provider has it.
 *
 * Errors: FederationError of any code. Nothing is returned unless everything was verified.
 */
export const readIdentity = (input: IdentityInput): Promise<Identity> =>
  withMetadata({ ...input, now: input.now ?? new Date() }, (metadata) => identityWith(metadata, input));

async function identityWith(metadata: ProviderMetadata, input: IdentityInput): Promise<Identity> {
  const idToken = await verifyIdToken({ ...input, metadata });
  const subject = subjectOf(input.issuer, idToken);
  const authentication = readAuthentication(idToken, input.now ?? new Date());
  if (metadata.userinfo_endpoint === undefined || input.onlyWho) return { subject, claims: idToken, authentication };
  const userinfo = await fetchUserinfo({ ...input, metadata, subject: idToken.sub });
  return { subject, claims: mergeClaims(idToken, userinfo), authentication };
}

const vouching = [
  ["email_verified", "email"],
  // Microsoft Entra's word for the domain of `email`.
  ["xms_edov", "email"],
  ["phone_number_verified", "phone_number"],
] as const;

/**
 * Userinfo adds claims that the ID token lacks or has as null (Core 5.3.2: a claim without a value SHOULD be left out).
 * Protocol claims come from the ID token only, because userinfo does not prove anything about the sign-in.
 */
function mergeClaims(idToken: Claims, userinfo: Claims): Claims {
  const claims = safeClaims(idToken);
  for (const [name, value] of Object.entries(userinfo)) if (!protocolClaims.has(name)) claims[name] ??= value;
  // "Verified" is about the address that came with it in the same answer, and not about one in the other answer.
  for (const [flag, about] of vouching) {
    const from = [idToken, userinfo].find(
      (answer) => answer[about] === claims[about] && (answer[flag] ?? null) !== null,
    );
    if (from && (claims[about] ?? null) !== null) claims[flag] = from[flag];
    else delete claims[flag];
  }
  return claims;
}
