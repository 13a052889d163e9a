import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type AccountCondition, readDomain, unmetCondition } from "./account-conditions.ts";
import { propertyRuns } from "../testing.ts";

const claim = (path: string, ...allowed: readonly string[]): AccountCondition => ({
  kind: "claim",
  path: path.split("."),
  allowed,
});
const today = "2030-01-01";
const verified: AccountCondition = { kind: "email-verified" };
const domain = (...allowed: readonly string[]): AccountCondition => ({ kind: "email-domain", allowed });

const met: readonly (readonly [what: string, claims: unknown, conditions: readonly AccountCondition[]])[] = [
  ["nothing is demanded", {}, []],
  ["a claim equals", { tid: "acme" }, [claim("tid", "acme")]],
  ["a claim equals one of several", { tid: "b" }, [claim("tid", "a", "b")]],
  ["a list has it", { groups: ["x", "staff"] }, [claim("groups", "staff")]],
  ["a nested claim", { org: { unit: "it" } }, [claim("org.unit", "it")]],
  ["a boolean claim", { employee: true }, [claim("employee", "true")]],
  ["a number", { level: 3 }, [claim("level", "3")]],
  ["a verified address", { email: "a@acme.example", email_verified: true }, [verified]],
  ["a verified address, as a word", { email: "a@acme.example", email_verified: "True" }, [verified]],
  ["its domain", { email: "a@acme.example" }, [domain("acme.example")]],
  ["its domain, verified", { email: "a@acme.example", email_verified: "true" }, [domain("acme.example")]],
  ["its domain in other letters", { email: "a@ACME.example" }, [domain("Acme.Example")]],
  ["its domain in another script", { email: "a@bücher.example" }, [domain("xn--bcher-kva.example")]],
  ["all of several", { email: "a@acme.example", email_verified: true, tid: "t" }, [verified, claim("tid", "t")]],
];

const unmet: readonly (readonly [what: string, claims: unknown, condition: AccountCondition])[] = [
  ["the claim is absent", {}, claim("tid", "acme")],
  ["the claim is another", { tid: "acme2" }, claim("tid", "acme")],
  ["the claim has other letters", { tid: "Acme" }, claim("tid", "acme")],
  ["the claim has a space more", { tid: "acme " }, claim("tid", "acme")],
  ["the list has none of them", { groups: ["student"] }, claim("groups", "staff")],
  ["the list has a list in it", { groups: [["staff"]] }, claim("groups", "staff")],
  ["the list is a text that holds it", { groups: "staff,student" }, claim("groups", "staff")],
  ["the claim is null", { tid: null }, claim("tid", "null")],
  ["the claim is an object", { tid: { toString: "acme" } }, claim("tid", "[object Object]", "acme")],
  ["the claim is inherited", {}, claim("constructor.name", "Object")],
  ["the claim is the prototype's", JSON.parse('{"__proto__":{"tid":"acme"}}'), claim("tid", "acme")],
  ["the length of a list", { groups: ["a"] }, claim("groups.length", "1")],
  ["nothing is listed", { tid: "" }, claim("tid")],
  ["claims that are none", "tid", claim("tid", "acme")],
  ["not verified", { email: "a@acme.example", email_verified: false }, verified],
  ["verified is not said", { email: "a@acme.example" }, verified],
  ["verified is a number", { email: "a@acme.example", email_verified: 1 }, verified],
  ["verified is another word", { email: "a@acme.example", email_verified: "yes" }, verified],
  ["verified, but no address", { email_verified: true }, verified],
  ["verified, but an empty address", { email: "", email_verified: true }, verified],
  ["verified, but several addresses", { email: ["a@acme.example"], email_verified: true }, verified],
  ["its domain, called unverified", { email: "a@acme.example", email_verified: false }, domain("acme.example")],
  [
    "its domain, called unverified as text",
    { email: "a@acme.example", email_verified: "false" },
    domain("acme.example"),
  ],
  ["its domain, called something else", { email: "a@acme.example", email_verified: 0 }, domain("acme.example")],
  ["a number that reads as its neighbour", { level: 2 ** 53 }, claim("level", String(2 ** 53))],
  ["another domain", { email: "a@evil.example" }, domain("acme.example")],
  ["a domain below", { email: "a@sub.acme.example" }, domain("acme.example")],
  ["a domain that ends alike", { email: "a@evilacme.example" }, domain("acme.example")],
  ["the domain in the local part", { email: "acme.example@evil.example" }, domain("acme.example")],
  ["no address", {}, domain("acme.example")],
  ["something that is not an address", { email: "@acme.example" }, domain("acme.example")],
  ["two signs", { email: "a@acme.example@evil.example" }, domain("acme.example", "evil.example")],
];

describe("unmetCondition", () => {
  it.each(met)("%s: an account may be made", (_, claims, conditions) =>
    expect(unmetCondition(claims, conditions, today)).toBeNull(),
  );
  it.each(unmet)("%s: no account", (_, claims, condition) =>
    expect(unmetCondition(claims, [condition], today)).toBe(condition),
  );

  it("returns the first condition that fails", () => {
    const conditions = [claim("tid", "t"), verified, domain("acme.example")];
    expect(unmetCondition({ tid: "t", email: "a@evil.example" }, conditions, today)).toBe(verified);
  });
});

const claims = fc.record(
  {
    email: fc.oneof(fc.constantFrom("a@acme.example", "a@evil.example", ""), fc.jsonValue()),
    email_verified: fc.oneof(fc.boolean(), fc.jsonValue()),
    tid: fc.oneof(fc.constantFrom("t", "u"), fc.jsonValue()),
  },
  { requiredKeys: [] },
);
const conditions = fc.array(
  fc.constantFrom(verified, domain("acme.example"), domain("acme.example", "evil.example"), claim("tid", "t", "u")),
  { maxLength: 4 },
);

describe("for any claims and conditions", () => {
  it("a further condition never lets in a person who was refused", () => {
    let out = 0;
    fc.assert(
      fc.property(claims, conditions, conditions, (sent, some, more) => {
        if (unmetCondition(sent, some, today) === null) return;
        out += 1;
        expect(unmetCondition(sent, [...some, ...more], today)).not.toBeNull();
        expect(unmetCondition(sent, [...more, ...some], today)).not.toBeNull();
      }),
      propertyRuns,
    );
    expect(out).toBeGreaterThan(200);
  });

  it("the order of conditions does not change the result", () => {
    fc.assert(
      fc.property(claims, conditions, (sent, some) => {
        expect(unmetCondition(sent, some, today) === null).toBe(
          unmetCondition(sent, [...some].reverse(), today) === null,
        );
      }),
      propertyRuns,
    );
  });

  it("a further claim matters only if a condition names it", () => {
    fc.assert(
      fc.property(claims, conditions, fc.jsonValue(), (sent, some, value) => {
        expect(unmetCondition({ ...sent, other: value }, some, today)).toBe(unmetCondition(sent, some, today));
      }),
      propertyRuns,
    );
  });
});

it.each([
  ["acme.example", "acme.example"],
  [" @Acme.Example ", "acme.example"],
  ["bücher.example", "xn--bcher-kva.example"],
  ["localhost", null],
  ["127.0.0.1", null],
  ["a@acme.example", null],
  ["acme.example/x", null],
  ["acme.example:443", null],
  ["*.acme.example", null],
  ["%61cme.example", null],
  ["", null],
])("the domain %j reads as %j", (text, read) => expect(readDomain(text)).toBe(read));
