/** What a provider says about somebody, by claim name. Values are whatever JSON can hold. */
export type Claims = Readonly<Record<string, unknown>>;

/**
 * The standard claims by the scope that asks for them.
 * https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims and #ScopeClaims
 */
export const claimsByScope = {
  openid: ["sub"],
  profile: [
    "name",
    "given_name",
    "family_name",
    "middle_name",
    "nickname",
    "preferred_username",
    "profile",
    "picture",
    "website",
    "gender",
    "birthdate",
    "zoneinfo",
    "locale",
    "updated_at",
  ],
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  address: ["address"],
};

const standard: ReadonlySet<string> = new Set(Object.values(claimsByScope).flat());

/** Standard claims go out when their scope was asked for; the others always do, as at many providers. */
export function splitClaims(claims: Claims): { standard: Claims; others: Claims } {
  const entries = Object.entries(claims);
  return {
    standard: Object.fromEntries(entries.filter(([key]) => standard.has(key))),
    others: Object.fromEntries(entries.filter(([key]) => !standard.has(key))),
  };
}
