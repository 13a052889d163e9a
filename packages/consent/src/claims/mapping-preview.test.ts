import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapClaims, type ClaimMapping } from "./claim-mapping.ts";
import { previewMapping } from "./mapping-preview.ts";
import { catalogueOf, testAttribute, propertyRuns } from "../testing.ts";

const catalogue = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("email_verified", "boolean"),
  testAttribute("name"),
  testAttribute("city"),
  testAttribute("teams", "list"),
);
const to = (attribute: string, ...path: string[]): ClaimMapping => ({ path, attribute });
const preview = (claims: object, ...mappings: ClaimMapping[]) => {
  const { results, dropped } = previewMapping(claims, mappings, catalogue, "2030-01-01");
  return { results: results.map(({ result }) => result), dropped: dropped.map((path) => path.join(".")) };
};

describe("previewMapping", () => {
  it.each<[what: string, claims: object, mapping: ClaimMapping, result: object, dropped: string[]]>([
    ["mapped", { name: " Ana " }, to("name", "name"), { kind: "mapped", value: "Ana" }, []],
    ["nested", { a: { b: "Zagreb", c: 1 } }, to("city", "a", "b"), { kind: "mapped", value: "Zagreb" }, ["a.c"]],
    ["an entry of a list", { a: ["x", "y"] }, to("city", "a", "1"), { kind: "mapped", value: "y" }, ["a.0"]],
    ["a list", { t: ["x", "y"] }, to("teams", "t"), { kind: "mapped", value: "x\ny" }, []],
    ["invalid", { email: "ana at" }, to("email", "email"), { kind: "invalid", problem: "not-an-email" }, []],
    [
      "not sent, with a default",
      {},
      { ...to("city", "city"), default: "Zagreb" },
      { kind: "default", value: "Zagreb" },
      [],
    ],
    [
      "sent, with a default",
      { city: "Split" },
      { ...to("city", "city"), default: "Zagreb" },
      { kind: "mapped", value: "Split" },
      [],
    ],
    ["empty", { email: "" }, to("email", "email"), { kind: "invalid", problem: "empty" }, []],
    [
      "of the wrong type",
      { email: ["a@b.example"] },
      to("email", "email"),
      { kind: "invalid", problem: "wrong-type" },
      [],
    ],
    ["not sent", { role: "admin" }, to("email", "email"), { kind: "not-sent" }, ["role"]],
    ["nothing at the path", { a: "x" }, to("city", "a", "b"), { kind: "not-sent" }, ["a"]],
    [
      "without an address to vouch for",
      { email_verified: true },
      to("email_verified", "email_verified"),
      { kind: "unfounded" },
      [],
    ],
    ["no such attribute", { role: "admin" }, to("role", "role"), { kind: "unknown-attribute" }, ["role"]],
    ["the sign-in identifier", { sub: "1" }, to("email", "email"), { kind: "not-sent" }, []],
  ])("%s", (_, claims, mapping, result, dropped) => {
    expect(preview(claims, mapping)).toEqual({ results: [result], dropped });
  });
});

describe("for any claims", () => {
  const name = fc.constantFrom("name", "email", "a", "0", "__proto__");
  const claims = fc
    .array(fc.tuple(name, fc.oneof(fc.constantFrom("ana@example.org", "Ana", ""), fc.jsonValue())), { maxLength: 6 })
    .map((entries) => {
      const json = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      return JSON.parse(`{${json.join(",")}}`) as object;
    });
  const mappings = fc.uniqueArray(
    fc.record({
      path: fc.array(name, { minLength: 1, maxLength: 3 }),
      attribute: fc.constantFrom("name", "email", "city", "role"),
    }),
    { selector: ({ attribute }) => attribute, maxLength: 4 },
  );

  it("agrees with mapClaims", () => {
    fc.assert(
      fc.property(claims, mappings, (sent, maps) => {
        const { values, results } = previewMapping(sent, maps, catalogue, "2030-01-01");
        expect(values).toEqual(mapClaims(sent, maps, catalogue, "2030-01-01").values);
        for (const { attribute, result } of results) {
          const value = Object.hasOwn(values, attribute) ? values[attribute] : undefined;
          expect(result.kind === "mapped" ? result.value : undefined).toBe(value);
        }
      }),
      propertyRuns,
    );
  });

  it("every claim is dropped, or a mapping leads to it or into it", () => {
    fc.assert(
      fc.property(claims, mappings, (sent, maps) => {
        const { dropped } = previewMapping(sent, maps, catalogue, "2030-01-01");
        for (const claim of Object.keys(sent)) {
          const led = maps.some(({ path, attribute }) => path[0] === claim && attribute !== "role");
          expect(led || claim === "sub" || dropped.some((path) => path[0] === claim)).toBe(true);
        }
      }),
      propertyRuns,
    );
  });
});
