import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { personalDataCategories } from "./personal-data.ts";
import { mapClaims } from "../claims/claim-mapping.ts";
import { standardAttributes, vouchedFor } from "./standard-attributes.ts";

// OpenID Connect Core 1.0, section 5.1, without `sub` and `updated_at`.
const claims = (
  "name given_name family_name middle_name nickname preferred_username profile picture website email email_verified " +
  "gender birthdate zoneinfo locale phone_number phone_number_verified address"
).split(" ");
// Section 5.1.1.
const addressParts = ["formatted", "street_address", "locality", "region", "postal_code", "country"];

describe("standardAttributes", () => {
  const keys = standardAttributes.map(({ key }) => key);
  const where = (test: (attribute: (typeof standardAttributes)[number]) => boolean) =>
    standardAttributes.filter(test).map(({ key }) => key);

  it("has every claim that is personal data exactly once", () => {
    expect(keys).toEqual(expect.arrayContaining(claims));
    expect(new Set(keys).size).toBe(keys.length);
    expect(where(({ claimPath }) => claimPath[0] === "address").length).toBe(addressParts.length);
    expect(keys.length).toBe(claims.length + addressParts.length - 1);
  });

  it("has no role, no group and no sign-in identifier", () => {
    expect(keys.filter((key) => /role|group|admin|permission|scope|^sub$/.test(key))).toEqual([]);
  });

  it("lets people type no verified flag, no user name and no address that browsers load", () => {
    expect(where(({ selfAssertable }) => !selfAssertable)).toEqual([
      "email_verified",
      "phone_number_verified",
      "preferred_username",
      "profile",
      "picture",
    ]);
  });

  it("marks birth date, gender and addresses as sensitive", () => {
    expect(where(({ sensitive }) => sensitive)).toEqual(where(({ key }) => /^(birthdate|gender|address)/.test(key)));
  });

  it("has every attribute that another one vouches for", () => {
    for (const pair of vouchedFor) expect(keys).toEqual(expect.arrayContaining([...pair]));
  });

  it("reads the example of the specification", () => {
    const address = Object.fromEntries(addressParts.map((part) => [part, `the ${part}`]));
    const sent = {
      ...Object.fromEntries(claims.map((claim) => [claim, `the ${claim}`])),
      email: "jane@example.com",
      email_verified: true,
      phone_number: "+1 (604) 555-1234;ext=5678",
      phone_number_verified: false,
      birthdate: "0000-10-31",
      zoneinfo: "Europe/Paris",
      locale: "en_US",
      profile: "https://example.com/jane",
      picture: "https://example.com/jane.jpg",
      website: "https://jane.example",
      address: { ...address, formatted: "1 Example Street\r\nExampletown" },
    };
    const mappings = standardAttributes.map(({ key, claimPath }) => ({ path: claimPath, attribute: key }));
    const catalogue = new Map(standardAttributes.map((attribute) => [attribute.key, attribute]));
    const { values, invalid } = mapClaims(sent, mappings, catalogue, "2030-01-01");
    expect(invalid).toEqual([]);
    expect(Object.keys(values).sort()).toEqual([...keys].sort());
    expect(values).toMatchObject({
      address: "1 Example Street\nExampletown",
      address_street: "the street_address",
      locale: "en-US",
      phone_number_verified: "false",
    });
  });
});

it("each has a kind of personal data, and the kinds are the terms of the vocabulary", () => {
  const terms = readFileSync(new URL("../../fixtures/dpv-pd-terms.txt", import.meta.url), "utf8")
    .split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"));
  expect(personalDataCategories).toEqual(terms);
  for (const { key, category } of standardAttributes) expect(terms, key).toContain(category);
});
