import type { Attribute } from "./attribute.ts";

export interface StandardAttribute extends Attribute {
  claimPath: readonly string[];
  label: string;
  explanation: string;
}

// OpenID Connect Core 1.0, section 5.1: https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims
// Left out: `sub`, which is the sign-in identifier and not asked for, and `updated_at`, which is not about the person.
// Roles and groups are not personal data to agree to; they never come from a claim.
//
// A person may type what they know best about themselves; it is then tagged as entered by them. They may not type
// - whether an address was verified: that is the provider's word, and worth nothing as one's own;
// - a user name: applications compare it, and it would let one person pass for another;
// - profile and picture: they are pages of the provider, and a picture is loaded by other people's browsers.
//
// Sensitive: what harms when it leaks, and tells most about a person who is otherwise unknown.
const typed = { selfAssertable: true, sensitive: false } as const;
const typedSensitive = { selfAssertable: true, sensitive: true } as const;
const vouched = { selfAssertable: false, sensitive: false } as const;

const claim = (
  key: string,
  rest: Omit<StandardAttribute, "key" | "claimPath">,
  claimPath = [key],
): StandardAttribute => ({
  key,
  claimPath,
  ...rest,
});

/** The catalogue a new installation starts with, in the order of the chooser. English label and explanation. */
export const standardAttributes: readonly StandardAttribute[] = [
  claim("email", { type: "email", ...typed, label: "Email address", explanation: "Where messages reach you." }),
  claim("email_verified", {
    type: "boolean",
    ...vouched,
    label: "Email address verified",
    explanation: "Whether your identity provider checked that the email address is yours.",
  }),
  claim("phone_number", { type: "phone", ...typed, label: "Phone number", explanation: "A number that reaches you." }),
  claim("phone_number_verified", {
    type: "boolean",
    ...vouched,
    label: "Phone number verified",
    explanation: "Whether your identity provider checked that the phone number is yours.",
  }),
  claim("name", { type: "text", ...typed, label: "Name", explanation: "Your full name, as you write it." }),
  claim("given_name", { type: "text", ...typed, label: "Given name", explanation: "Your first name or names." }),
  claim("family_name", { type: "text", ...typed, label: "Family name", explanation: "Your last name or names." }),
  claim("middle_name", { type: "text", ...typed, label: "Middle name", explanation: "Your middle name or names." }),
  claim("nickname", { type: "text", ...typed, label: "Nickname", explanation: "A casual name you like to be called." }),
  claim("preferred_username", {
    type: "text",
    ...vouched,
    label: "Preferred username",
    explanation: "The short name you use at your identity provider.",
  }),
  claim("profile", { type: "url", ...vouched, label: "Profile page", explanation: "A web page about you." }),
  claim("picture", { type: "url", ...vouched, label: "Picture", explanation: "The web address of your picture." }),
  claim("website", { type: "url", ...typed, label: "Website", explanation: "Your own page or blog." }),
  claim("gender", { type: "text", ...typedSensitive, label: "Gender", explanation: "Your gender, in your own words." }),
  claim("birthdate", {
    type: "date",
    ...typedSensitive,
    label: "Birth date",
    explanation: "The day, or only the year, you were born.",
  }),
  claim("zoneinfo", { type: "text", ...typed, label: "Time zone", explanation: "The time zone you live in." }),
  claim("locale", { type: "locale", ...typed, label: "Language", explanation: "The language and region you prefer." }),
  claim("address", { type: "text", ...typedSensitive, label: "Address", explanation: "Your full postal address." }, [
    "address",
    "formatted",
  ]),
  claim(
    "address_street",
    { type: "text", ...typedSensitive, label: "Street address", explanation: "Your street and house number." },
    ["address", "street_address"],
  ),
  claim(
    "address_locality",
    { type: "text", ...typedSensitive, label: "City", explanation: "The city or town of your address." },
    ["address", "locality"],
  ),
  claim(
    "address_region",
    { type: "text", ...typedSensitive, label: "Region", explanation: "The state, province or region of your address." },
    ["address", "region"],
  ),
  claim(
    "address_postal_code",
    { type: "text", ...typedSensitive, label: "Postal code", explanation: "The postal code of your address." },
    ["address", "postal_code"],
  ),
  claim(
    "address_country",
    { type: "text", ...typedSensitive, label: "Country", explanation: "The country of your address." },
    ["address", "country"],
  ),
];

/** Attributes that vouch for another, and the one they speak of. */
export const vouchedFor: readonly (readonly [flag: string, about: string])[] = [
  ["email_verified", "email"],
  ["phone_number_verified", "phone_number"],
];
