import type { Claims } from "./claims.ts";

export interface DemoPerson {
  /** The `sub` claim: it stays the same forever, so signing in again is the same person. */
  subject: string;
  name: string;
  /** What this account demonstrates, for the list of people. */
  has: string;
  /** One or two letters instead of a picture. */
  mark: string;
  claims: Claims;
}

const domain = "demo-university.example";

/** Every standard claim. `.example` names belong to no one (RFC 2606). */
function everything(subject: string, givenName: string, familyName: string): Claims {
  return {
    name: `${givenName} ${familyName}`,
    given_name: givenName,
    family_name: familyName,
    middle_name: "Sample",
    nickname: givenName,
    preferred_username: subject,
    profile: `https://people.${domain}/${subject}`,
    picture: `https://people.${domain}/${subject}.png`,
    website: `https://${subject}.${domain}`,
    gender: "not said",
    birthdate: "1999-02-28",
    zoneinfo: "Europe/London",
    locale: "en-GB",
    updated_at: 1_767_225_600,
    email: `${subject}@${domain}`,
    email_verified: true,
    phone_number_verified: true,
    address: {
      formatted: "1 Sample Lane\nExampleton\nEX1 2MP\nUnited Kingdom",
      street_address: "1 Sample Lane",
      locality: "Exampleton",
      region: "Exampleshire",
      postal_code: "EX1 2MP",
      country: "United Kingdom",
    },
  };
}

function without(claims: Claims, ...names: readonly string[]): Claims {
  return Object.fromEntries(Object.entries(claims).filter(([name]) => !names.includes(name)));
}

const longName =
  "Hildegard-Philippa Constantia Wilhelmina Alexandrina Theophania Featherstonehaugh-Cholmondeley von und zu " +
  "Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenanstalt the Younger of East Wallopshire";

/**
 * The demonstration accounts, all invented. Phone numbers are from the range that is reserved for drama:
 * https://www.ofcom.org.uk/phones-and-broadband/phone-numbers/numbers-for-drama
 */
export const demoPeople: readonly DemoPerson[] = [
  {
    subject: "ada",
    name: "Ada Admin",
    has: "Has every detail. The first administrator of the demonstration.",
    mark: "AA",
    claims: { ...everything("ada", "Ada", "Admin"), phone_number: "+44 7700 900101", birthdate: "1985-12-10" },
  },
  {
    subject: "alice",
    name: "Alice Adams",
    has: "Has every detail: verified email, phone, locale, birth date, address and more.",
    mark: "AA",
    claims: { ...everything("alice", "Alice", "Adams"), phone_number: "+44 7700 900102" },
  },
  {
    subject: "bob",
    name: "Bob Brown",
    has: "Has no phone number.",
    mark: "BB",
    claims: without(everything("bob", "Bob", "Brown"), "phone_number_verified"),
  },
  {
    subject: "carol",
    name: "Carol Clark",
    has: "Has no email address.",
    mark: "CC",
    claims: {
      ...without(everything("carol", "Carol", "Clark"), "email", "email_verified"),
      phone_number: "+44 7700 900104",
    },
  },
  {
    subject: "dan",
    name: "Dan Dole",
    has: "Has an email address that is not verified.",
    mark: "DD",
    claims: { ...everything("dan", "Dan", "Dole"), phone_number: "+44 7700 900105", email_verified: false },
  },
  {
    subject: "longname",
    name: longName,
    has: "Is called something that is 200 characters long.",
    mark: "HW",
    claims: {
      ...everything("longname", "Hildegard-Philippa", "Wallopshire"),
      name: longName,
      phone_number: "+44 7700 900106",
    },
  },
  {
    subject: "amina",
    name: "أمينة الزهراء",
    has: "Is written in Arabic, and has the locale ar.",
    mark: "أ",
    claims: {
      ...everything("amina", "أمينة", "الزهراء"),
      phone_number: "+44 7700 900107",
      locale: "ar",
      zoneinfo: "Asia/Amman",
      address: {
        formatted: "شارع المثال ١\nعمّان",
        street_address: "شارع المثال ١",
        locality: "عمّان",
        country: "الأردن",
      },
    },
  },
];

/**
 * Every person who can sign in, by subject. Invented people are added when they sign in, and are deleted when the
 * process ends. Signing in again with other claims changes them, as when people move house.
 */
export function createPeople(): Map<string, Claims> {
  return new Map(demoPeople.map((person) => [person.subject, person.claims]));
}
export type People = ReturnType<typeof createPeople>;
