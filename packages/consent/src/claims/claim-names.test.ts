import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { claimNames, maxClaimPathLength, maxClaimPaths } from "./claim-names.ts";
import { maxPathDepth, readClaimPath } from "./claim-path.ts";
import { propertyRuns } from "../testing.ts";

const names = (claims: object, ...without: string[]) => claimNames(claims, new Set(without));
const many = (count: number, name: (index: number) => string = (index) => `n${index}`) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [name(index), true]));

describe("claimNames", () => {
  it.each<[what: string, claims: object, kept: string[]]>([
    ["a name", { department: "Chemistry" }, ["department"]],
    ["a name with any value", { a: null, b: "", c: 1, d: false, e: [] }, ["a", "b", "c", "d", "e"]],
    ["nested ones, outermost first", { a: { b: { c: "x" } }, d: "y" }, ["d", "a.b.c"]],
    ["a list as one claim", { emails: [{ value: "x", "ana@example.org": 1 }] }, ["emails"]],
    ["an object without entries", { a: {}, b: 1 }, ["b"]],
    ["an address as a namespace", { "https://example.com/role": "x" }, ['"https://example.com/role"']],
    [
      "a namespace with years",
      { c: { "https://x.example/2005/05/mail": "x" } },
      ['c."https://x.example/2005/05/mail"'],
    ],
    ["a URN", { "urn:oid:0.9.2342.19200300.100.1.3": "x" }, ['"urn:oid:0.9.2342.19200300.100.1.3"']],
    [
      "a directory extension",
      { extension_ab603c56068041afb2f6832e2a17e237_level: 3 },
      ["extension_ab603c56068041afb2f6832e2a17e237_level"],
    ],
    ["letters of every script", { prénom: "x", اسم: "y" }, ["prénom", "اسم"]],
  ])("keeps %s", (_, claims, kept) => expect(names(claims)).toEqual(kept));

  it.each<[what: string, claims: object]>([
    ["an email address", { "ana@example.org": true }],
    ["an address with a user", { "https://ana@example.org/x": true }],
    ["an address with a query", { "https://example.org/?user=ana": true }],
    ["blanks", { "Ana Example": true }],
    ["invisible characters", { "na\u200bme": true }],
    ["control characters", { "na\nme": true }],
    ["a lone surrogate", { "na\ud800me": true }],
    ["no name", { "": true }],
    ["a number", { "4477009001": true }],
    ["a phone number", { "+447700900123": true }],
    ["a UUID", { "fd0d8f5c-6f0e-4a52-9a5e-3f2a6f1b9c11": true }],
    ["a number deeper in the path", { projects: { p12345: true } }],
    ["a very long one", { ["x".repeat(101)]: true }],
    ["a very long path", { ["x".repeat(90)]: { ["x".repeat(90)]: { ["x".repeat(90)]: true } } }],
    ["a name that is also a value", { accounts: { ana: true }, x: "Ana " }],
    ["a name that is also a value in a list", { groups: ["Staff"], staff: { a: 1 } }],
    ["a name below such a name", { "ana@example.org": { department: true } }],
    ["a name that is deeper than a path", { a: { a: { a: { a: { a: { a: { a: { a: { b: 1 } } } } } } } } }],
    ["a table", { teams: many(31) }],
  ])("leaves out %s", (_, claims) => {
    const kept = names(claims);
    expect(kept.filter((path) => path !== "x" && path !== "groups")).toEqual([]);
  });

  it("leaves out the names it is given, at the top level only", () => {
    expect(names({ iss: "x", a: { iss: "y" } }, "iss")).toEqual(["a.iss"]);
  });

  it("keeps a hundred paths at most, the outermost first", () => {
    const kept = names({ deep: many(30), ...many(150, (index) => `top${index}`) });
    expect(kept).toHaveLength(maxClaimPaths);
    expect(kept.every((path) => path.startsWith("top"))).toBe(true);
  });
});

describe("for any claims", () => {
  const text = fc.oneof(fc.constantFrom("ana@example.org", "Ana", "name", "a b", "n1"), fc.string({ unit: "binary" }));
  const claims = fc.letrec((tie) => ({
    value: fc.oneof({ maxDepth: 5 }, text, fc.integer(), fc.constant(null), fc.array(text), tie("record")),
    record: fc.dictionary(fc.oneof(text, fc.constantFrom("email", "address")), tie("value"), { maxKeys: 6 }),
  })).record as fc.Arbitrary<object>;

  const texts = (value: unknown): string[] =>
    typeof value === "object" && value !== null ? Object.values(value).flatMap(texts) : [String(value)];

  it("no value is among the paths, and each path can be stored and read again", () => {
    fc.assert(
      fc.property(claims, (sent) => {
        const kept = names(sent);
        const values = new Set(texts(sent));
        expect(kept.length).toBeLessThanOrEqual(maxClaimPaths);
        for (const path of kept) {
          const read = readClaimPath(path);
          expect(read.ok).toBe(true);
          if (!read.ok) continue;
          expect(read.path.length).toBeLessThanOrEqual(maxPathDepth);
          expect(read.path.some((name) => values.has(name) || /[@\s]/u.test(name))).toBe(false);
          expect(path.length).toBeLessThanOrEqual(maxClaimPathLength * 2);
        }
      }),
      propertyRuns,
    );
  });
});
