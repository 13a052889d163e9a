/** The claims about a person, by name. Values can be any JSON. */
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

/** Standard claims are sent if their scope was requested; the others are always sent, as by many providers. */
export function splitClaims(claims: Claims): { standard: Claims; others: Claims } {
  const entries = Object.entries(claims);
  return {
    standard: Object.fromEntries(entries.filter(([key]) => standard.has(key))),
    others: Object.fromEntries(entries.filter(([key]) => !standard.has(key))),
  };
}
