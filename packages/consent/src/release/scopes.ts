import { standardAttributes } from "../attribute/standard-attributes.ts";

/**
 * What each standard scope requests: OpenID Connect Core 1.0, section 5.4, without `updated_at`, which is not an
 * attribute.
 */
const standardScopes: Readonly<Record<string, readonly string[]>> = {
  email: ["email", "email_verified"],
  phone: ["phone_number", "phone_number_verified"],
  address: standardAttributes.map(({ key }) => key).filter((key) => key.startsWith("address")),
  profile: [
    ...["name", "family_name", "given_name", "middle_name", "nickname", "preferred_username", "profile", "picture"],
    ...["website", "gender", "birthdate", "zoneinfo", "locale"],
  ],
};

const standardKeys: ReadonlySet<string> = new Set(standardAttributes.map(({ key }) => key));

/** The standard scopes, and one for each attribute that the organisation has added: its key. */
export const scopesOf = (attributes: Iterable<string>): readonly string[] => [
  "openid",
  "offline_access",
  ...Object.keys(standardScopes),
  ...[...attributes].filter((key) => !standardKeys.has(key) && !Object.hasOwn(standardScopes, key)),
];

/**
 * The attributes that a request names by its scopes and by its `claims` parameter (OpenID Connect Core 1.0, section
 * 5.5). Purposes decide which of them are released.
 */
export function askedAttributes(
  { scopes, claims }: { scopes: Iterable<string>; claims: Iterable<string> },
  attributes: Iterable<string>,
): ReadonlySet<string> {
  const known = new Set(attributes);
  const wanted = [...scopes].flatMap((scope) =>
    Object.hasOwn(standardScopes, scope) ? standardScopes[scope]! : [scope],
  );
  // The claim `address` is one object of several attributes.
  const named = [...claims].flatMap((claim) => (claim === "address" ? standardScopes["address"]! : [claim]));
  return new Set([...wanted, ...named].filter((key) => known.has(key)));
}

/** The claims of each scope, by their names in a response. */
export function claimsOfScopes(attributes: Iterable<string>): Readonly<Record<string, readonly string[]>> {
  const added = [...attributes].filter((key) => !standardKeys.has(key) && !Object.hasOwn(standardScopes, key));
  return {
    ...standardScopes,
    address: ["address"],
    ...Object.fromEntries(added.map((key) => [key, [key]])),
  };
}
