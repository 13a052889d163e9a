import { expect, test } from "vitest";
import { claimsByScope } from "./claims.ts";
import { demoPeople } from "./people.ts";

const claimsOf = (name: string) => demoPeople.find(({ subject }) => subject === name)?.claims ?? {};
const everyClaim = Object.values(claimsByScope)
  .flat()
  .filter((claim) => claim !== "sub")
  .sort();

test.each(["ada", "alice", "dan", "longname"])("%s has every standard claim", (subject) => {
  expect(Object.keys(claimsOf(subject)).sort()).toEqual(everyClaim);
});

test("Bob has no phone, Carol no email, and Dan's email is not verified", () => {
  expect(Object.keys(claimsOf("bob")).filter((claim) => claim.startsWith("phone"))).toEqual([]);
  expect(Object.keys(claimsOf("carol")).filter((claim) => claim.startsWith("email"))).toEqual([]);
  expect(claimsOf("dan").email_verified).toBe(false);
  expect(claimsOf("alice").email_verified).toBe(true);
});

test("one name has 200 characters, another is Arabic", () => {
  expect(Array.from(String(claimsOf("longname").name))).toHaveLength(200);
  expect(claimsOf("amina")).toMatchObject({ name: expect.stringMatching(/^[\p{Script=Arabic}\s]+$/u), locale: "ar" });
});

test("addresses and numbers belong to no one", () => {
  for (const { claims } of demoPeople) {
    if ("email" in claims) expect(claims.email).toMatch(/@demo-university\.example$/);
    if ("phone_number" in claims) expect(claims.phone_number).toMatch(/^\+44 7700 900\d{3}$/);
  }
});

test("subjects and names are unique", () => {
  expect(demoPeople.map(({ subject }) => subject)).toEqual([
    "ada",
    "alice",
    "bob",
    "carol",
    "dan",
    "longname",
    "amina",
  ]);
  expect(new Set(demoPeople.map(({ name }) => name)).size).toBe(demoPeople.length);
});
