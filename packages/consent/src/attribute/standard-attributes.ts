import type { Attribute } from "./attribute.ts";

export interface StandardAttribute extends Attribute {
  claimPath: readonly string[];
}

// OpenID Connect Core 1.0, section 5.1: https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
// Left out: `sub`, the sign-in identifier, which is never asked for, and `updated_at`, which is not about the person.
// Roles and groups are not data that people agree to, so no claim sets them.
//
// People may type what they know best about themselves; it is then stored as entered by them. They may not type
// - whether an address was verified: only the provider can vouch for that;
// - a user name: applications compare it, so one person could pass for another;
// - profile and picture: they are pages of the provider, and other people's browsers load a picture.
//
// Sensitive: data that harms people when it leaks, because it reveals most about a person who is otherwise unknown.
const typed = { selfAssertable: true, sensitive: false } as const;
const typedSensitive = { selfAssertable: true, sensitive: true } as const;
const vouched = { selfAssertable: false, sensitive: false } as const;

// What kind of personal data each is, in the terms of the Data Privacy Vocabulary: https://w3id.org/dpv/pd
const categories: Readonly<Record<string, string>> = {
  email: "EmailAddress",
  email_verified: "EmailAddress",
  phone_number: "TelephoneNumber",
  phone_number_verified: "TelephoneNumber",
  name: "Name",
  given_name: "Name",
  family_name: "Name",
  middle_name: "Name",
  nickname: "Name",
  preferred_username: "Username",
  profile: "Profile",
  picture: "Picture",
  website: "PublicLife",
  gender: "Gender",
  birthdate: "BirthDate",
  zoneinfo: "Location",
  locale: "Language",
  address: "PhysicalAddress",
  address_street: "Street",
  address_locality: "City",
  address_region: "Region",
  address_postal_code: "PostalCode",
  address_country: "Country",
};

const claim = (
  key: string,
  rest: Omit<StandardAttribute, "key" | "claimPath">,
  claimPath = [key],
): StandardAttribute => ({
  key,
  claimPath,
  category: categories[key] ?? null,
  ...rest,
});

/** The catalogue of a new installation, in the order of the chooser. Its words are in the message catalogue. */
export const standardAttributes: readonly StandardAttribute[] = [
  claim("email", { type: "email", ...typed }),
  claim("email_verified", {
    type: "boolean",
    ...vouched,
  }),
  claim("phone_number", { type: "phone", ...typed }),
  claim("phone_number_verified", {
    type: "boolean",
    ...vouched,
  }),
  claim("name", { type: "text", ...typed }),
  claim("given_name", { type: "text", ...typed }),
  claim("family_name", { type: "text", ...typed }),
  claim("middle_name", { type: "text", ...typed }),
  claim("nickname", { type: "text", ...typed }),
  claim("preferred_username", {
    type: "text",
    ...vouched,
  }),
  claim("profile", { type: "url", ...vouched }),
  claim("picture", { type: "url", ...vouched }),
  claim("website", { type: "url", ...typed }),
  claim("gender", { type: "text", ...typedSensitive }),
  claim("birthdate", {
    type: "date",
    ...typedSensitive,
  }),
  claim("zoneinfo", { type: "text", ...typed }),
  claim("locale", { type: "locale", ...typed }),
  claim("address", { type: "text", ...typedSensitive }, ["address", "formatted"]),
  claim("address_street", { type: "text", ...typedSensitive }, ["address", "street_address"]),
  claim("address_locality", { type: "text", ...typedSensitive }, ["address", "locality"]),
  claim("address_region", { type: "text", ...typedSensitive }, ["address", "region"]),
  claim("address_postal_code", { type: "text", ...typedSensitive }, ["address", "postal_code"]),
  claim("address_country", { type: "text", ...typedSensitive }, ["address", "country"]),
];

/** Attributes that vouch for another one, with the attribute that they are about. */
export const vouchedFor: readonly (readonly [flag: string, about: string])[] = [
  ["email_verified", "email"],
  ["phone_number_verified", "phone_number"],
];
