import { expect, test } from "vitest";
import { readSomebodyElse } from "./somebody-else.ts";

const read = (form: Record<string, string>) => readSomebodyElse(new URLSearchParams(form));

test.each([
  ["", "Type a subject"],
  ["   ", "Type a subject"],
  ["Zoë", "English letters"],
  ["a\u0000b", "English letters"],
  ["x".repeat(256), "at most 255 characters. This one has 256."],
])("refuses the subject %j", (subject, words) => {
  expect(read({ subject })).toMatchObject({ ok: false, problems: { subject: expect.stringContaining(words) } });
});

test.each([
  ["{", "This is not JSON"],
  ["[]", "JSON object"],
  ["null", "JSON object"],
  ['"text"', "JSON object"],
  ['{"sub": "other"}', "Leave out sub"],
])("refuses the further claims %j", (claims, words) => {
  expect(read({ subject: "v", claims })).toMatchObject({ problems: { claims: expect.stringContaining(words) } });
});

test("names every problem at once", () => {
  expect(read({ claims: "{" })).toMatchObject({ problems: { subject: expect.anything(), claims: expect.anything() } });
});

test("sends nothing for empty fields, and everything else as typed", () => {
  expect(read({ subject: "v" })).toEqual({ ok: true, subject: "v", claims: {} });
  expect(read({ subject: "v", name: " \u202eX", email: "no address", phone: "12" })).toEqual({
    ok: true,
    subject: "v",
    claims: {
      name: " \u202eX",
      email: "no address",
      email_verified: true,
      phone_number: "12",
      phone_number_verified: true,
    },
  });
});

test("keeps a claim with the name __proto__", () => {
  const person = read({ subject: "v", claims: '{"__proto__": {"admin": true}}' });
  expect(person.ok && Object.keys(person.claims)).toEqual(["__proto__"]);
  expect(person.ok && "admin" in person.claims).toBe(false);
});
