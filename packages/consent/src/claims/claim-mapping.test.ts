import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mapClaims, readDefault, type ClaimMapping } from "./claim-mapping.ts";
import { catalogueOf, testAttribute, propertyRuns } from "../testing.ts";

const catalogue = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("email_verified", "boolean"),
  testAttribute("name"),
  testAttribute("city"),
  testAttribute("teams", "list"),
);
const map = (claims: unknown, ...mappings: readonly [path: string, attribute: string][]) => {
  const of = mappings.map(([path, attribute]) => ({ path: path === "" ? [] : path.split("."), attribute }));
  const { values, invalid } = mapClaims(claims, of, catalogue, "2030-01-01");
  return { values, invalid };
};
const valuesOf = (...input: Parameters<typeof map>) => ({ ...map(...input).values });

describe("mapClaims", () => {
  it("maps an attribute to its value and drops everything else", () => {
    const claims = { sub: "1", name: " Ana ", email: "ana@example.org", role: "admin", shoe_size: 43 };
    expect(map(claims, ["name", "name"])).toEqual({ values: { name: "Ana" }, invalid: [] });
  });

  it("reads nested claims, claims with a dot or a colon in their name, and an entry of a list", () => {
    expect(valuesOf({ address: { locality: "Zagreb" } }, ["address.locality", "city"])).toEqual({ city: "Zagreb" });
    const path = ["https://example.org/claims", "a.b"];
    const claims = { "https://example.org/claims": { "a.b": "Zagreb" } };
    expect(mapClaims(claims, [{ path, attribute: "city" }], catalogue, "2030-01-01").values).toEqual({
      city: "Zagreb",
    });
    expect(valuesOf({ emails: ["ana@example.org"] }, ["emails.0", "email"])).toEqual({ email: "ana@example.org" });
  });

  it("drops a mapping to an attribute outside the catalogue", () => {
    expect(map({ role: "admin" }, ["role", "role"])).toEqual({ values: {}, invalid: [] });
  });

  it("names an attribute whose value cannot be used, without the value", () => {
    const { values, invalid } = map({ email: "", name: { a: 1 } }, ["email", "email"], ["name", "name"]);
    expect(values).toEqual({});
    expect(invalid).toEqual([
      { attribute: "email", problem: "empty" },
      { attribute: "name", problem: "wrong-type" },
    ]);
  });

  it("tries several mappings of one attribute in order, and takes the first usable value", () => {
    const both: [string, string][] = [
      ["email", "email"],
      ["mail", "email"],
    ];
    expect(valuesOf({ email: "a@example.org", mail: "b@example.org" }, ...both)).toEqual({ email: "a@example.org" });
    expect(map({ email: "", mail: "b@example.org" }, ...both)).toEqual({
      values: { email: "b@example.org" },
      invalid: [],
    });
    expect(map({ email: "", mail: "x" }, ...both).invalid).toEqual([{ attribute: "email", problem: "not-an-email" }]);
  });

  it.each([
    ["an inherited claim", {}, "constructor.name"],
    ["the prototype", { a: {} }, "a.__proto__"],
    ["the length of a list", { a: ["x"] }, "a.length"],
    ["the length of a string", { a: "x" }, "a.length"],
    ["a letter of a string", { a: "x" }, "a.0"],
    ["a member of null", { a: null }, "a.b"],
    ["a member of a number", { a: 1 }, "a.toFixed"],
    ["the claims as a whole", { a: "x" }, ""],
    ["a negative index", { a: ["x"] }, "a.-1"],
  ])("finds nothing at %s", (_, claims, path) => {
    expect(map(claims, [path, "name"])).toEqual({ values: {}, invalid: [] });
  });

  it.each([[null], [undefined], ["claims"], [7], [["name"]], [true]])("reads nothing from %j", (claims) => {
    expect(map(claims, ["name", "name"])).toEqual({ values: {}, invalid: [] });
  });

  it("returns an object without prototype, so that no key finds an inherited value", () => {
    const { values } = map({}, ["name", "name"]);
    expect(Object.getPrototypeOf(values)).toBe(null);
    expect(values["constructor"]).toBeUndefined();
  });

  it("keeps a claim and an attribute called __proto__ apart from the prototype", () => {
    const claims: unknown = JSON.parse('{"__proto__": {"name": "Ana"}}');
    const named = catalogueOf(testAttribute("__proto__"));
    const { values } = mapClaims(
      claims,
      [{ path: ["__proto__", "name"], attribute: "__proto__" }],
      named,
      "2030-01-01",
    );
    expect(JSON.stringify(values)).toBe('{"__proto__":"Ana"}');
    expect(Object.getPrototypeOf(values)).toBe(null);
    expect(({} as Record<string, unknown>)["name"]).toBeUndefined();
  });

  // A "verified" without its address would end up beside the one that the person types.
  it("drops email_verified if no usable email came with it", () => {
    const both: [string, string][] = [
      ["email", "email"],
      ["email_verified", "email_verified"],
    ];
    expect(valuesOf({ email: "", email_verified: true }, ...both)).toEqual({});
    expect(valuesOf({ email_verified: true }, ...both)).toEqual({});
    expect(valuesOf({ email: "dan@example.org", email_verified: "false" }, ...both)).toEqual({
      email: "dan@example.org",
      email_verified: "false",
    });
  });
  // The flag must not vouch for the address of another claim, which no one has checked.
  it.each([
    ["the claim email has it", { email: "a@example.org" }, ["email"], true],
    ["another claim has the same value", { email: "a@example.org", mail: "a@example.org" }, ["mail"], true],
    ["another claim has another value", { email: "a@example.org", mail: "b@example.org" }, ["mail"], false],
    ["the claim email was not sent", { mail: "b@example.org" }, ["mail"], false],
    ["the claim email is not an address", { email: "a", mail: "b@example.org" }, ["mail"], false],
  ])("email_verified is about the claim email: %s", (_, claims, path, counts) => {
    const mappings = [
      { path, attribute: "email" },
      { path: ["email_verified"], attribute: "email_verified" },
    ];
    const { values } = mapClaims({ ...claims, email_verified: true }, mappings, catalogue, "2030-01-01");
    expect(values["email_verified"]).toBe(counts ? "true" : undefined);
    expect(values["email"]).toBeDefined();
  });

  it("email_verified is about the address as the rules write it, and about the claim beside it", () => {
    const lower = { path: ["email"], attribute: "email", letters: "lower" } as const;
    const flag = { path: ["email_verified"], attribute: "email_verified" };
    const claims = { email: "Ana@Example.org", email_verified: true };
    expect(mapClaims(claims, [lower, flag], catalogue, "2030-01-01").values["email_verified"]).toBe("true");
    const inner = [
      { path: ["user", "email"], attribute: "email" },
      { path: ["user", "email_verified"], attribute: "email_verified" },
    ];
    expect(mapClaims({ user: claims }, inner, catalogue, "2030-01-01").values["email_verified"]).toBe("true");
    const outer = { email: "b@example.org", email_verified: true, user: { email: "a@example.org" } };
    expect(
      mapClaims(outer, [inner[0] ?? flag, flag], catalogue, "2030-01-01").values["email_verified"],
    ).toBeUndefined();
  });

  it("a claim with another name is about the address that the administrator maps", () => {
    const mappings = [
      { path: ["mail"], attribute: "email" },
      { path: ["confirmed"], attribute: "email_verified" },
    ];
    const { values } = mapClaims({ mail: "b@example.org", confirmed: true }, mappings, catalogue, "2030-01-01");
    expect({ ...values }).toEqual({ email: "b@example.org", email_verified: "true" });
  });

  it.each<[claims: object, unusable: readonly string[]]>([
    [{ email: "kim@corp", email_verified: true }, ["email", "email_verified"]],
    [{ name: ["Kim"] }, ["name"]],
    [{ teams: Array.from({ length: 201 }, String) }, ["teams"]],
    [{ email: "", name: null, teams: [] }, []],
    [{ email: "kim@corp.example", name: "Kim" }, []],
    [{}, []],
  ])("%j: what was sent and cannot be used is kept apart from what was not sent", (claims, unusable) => {
    const mappings = ["email", "email_verified", "name", "teams"].map((key) => ({ path: [key], attribute: key }));
    expect(mapClaims(claims, mappings, catalogue, "2030-01-01").unusable).toEqual(unusable);
  });
});

describe("for any JSON", () => {
  const name = fc.constantFrom("name", "email", "__proto__", "toString", "0");
  const leaf = fc.oneof(fc.string({ unit: "binary" }), fc.constantFrom("ana@example.org", "Ana", ""), fc.jsonValue());
  // Through JSON.parse, as claims arrive: it makes `__proto__` an ordinary property.
  const objectOf = (field: fc.Arbitrary<unknown>) =>
    fc.array(fc.tuple(name, field), { minLength: 4, maxLength: 8 }).map((entries) => {
      const json = entries.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value)}`);
      return JSON.parse(`{${json.join(",")}}`) as unknown;
    });
  const inner = objectOf(fc.oneof(leaf, fc.array(leaf, { maxLength: 3 }), objectOf(leaf)));
  const claims = fc.oneof({ weight: 8, arbitrary: objectOf(fc.oneof(leaf, inner)) }, fc.jsonValue());
  const mappings: fc.Arbitrary<ClaimMapping[]> = fc.array(
    fc.record({
      path: fc.oneof(fc.array(name, { minLength: 1, maxLength: 2 }), fc.array(name)),
      attribute: fc.oneof({ weight: 8, arbitrary: name }, fc.constantFrom("role", "constructor"), fc.string()),
    }),
    { minLength: 2, maxLength: 6 },
  );
  const known = catalogueOf(
    testAttribute("name"),
    testAttribute("email", "email"),
    testAttribute("__proto__"),
    testAttribute("toString", "list"),
  );

  it("never returns an attribute that is unmapped or unknown", () => {
    let given = 0;
    const property = fc.property(claims, mappings, (sent, maps) => {
      const { values, invalid } = mapClaims(sent, maps, known, "2030-01-01");
      const attributes = [...Object.keys(values), ...invalid.map(({ attribute }) => attribute)];
      const mapped = new Set(maps.map(({ attribute }) => attribute));
      for (const attribute of attributes) expect(known.has(attribute) && mapped.has(attribute)).toBe(true);
      expect(new Set(attributes).size).toBe(attributes.length);
      expect(Object.getPrototypeOf(values)).toBe(null);
      for (const value of Object.values(values)) expect(typeof value).toBe("string");
      given += Object.keys(values).length;
    });
    fc.assert(property, { numRuns: 5000 });
    expect(given).toBeGreaterThan(200);
  });

  it("does not change Object.prototype", () => {
    const before = Object.getOwnPropertyNames(Object.prototype).join();
    fc.assert(
      fc.property(claims, mappings, (sent, maps) => void mapClaims(sent, maps, known, "2030-01-01")),
      propertyRuns,
    );
    expect(Object.getOwnPropertyNames(Object.prototype).join()).toBe(before);
  });
});

describe("defaults", () => {
  const known = catalogueOf(
    testAttribute("email", "email"),
    testAttribute("email_verified", "boolean"),
    testAttribute("locale", "locale"),
    testAttribute("teams", "list"),
  );
  const to = (attribute: string, set: string, path = attribute): ClaimMapping => ({
    path: [path],
    attribute,
    default: set,
  });

  it.each<[what: string, claims: unknown, mapping: ClaimMapping, defaults: object]>([
    ["not sent: the default", {}, to("email", "desk@example.org"), { email: "desk@example.org" }],
    ["sent empty: the default", { email: " " }, to("email", "desk@example.org"), { email: "desk@example.org" }],
    ["sent as null: the default", { email: null }, to("email", "desk@example.org"), { email: "desk@example.org" }],
    ["in its canonical form", {}, to("locale", "en_gb"), { locale: "en-GB" }],
    ["a list, one entry a line", {}, to("teams", "a\nb"), { teams: "a\nb" }],
    ["not an object", "claims", to("email", "desk@example.org"), { email: "desk@example.org" }],
    ["sent: none", { email: "ana@example.org" }, to("email", "desk@example.org"), {}],
    [
      "sent and unusable: none, because the provider sent something else",
      { email: "ana at" },
      to("email", "desk@example.org"),
      {},
    ],
    ["a default that does not fit its type: none", {}, to("email", "desk at"), {}],
    ["an empty default: none", {}, to("email", " "), {}],
    ["of an attribute that is not in the catalogue: none", {}, to("role", "admin"), {}],
    ["of an attribute that vouches for another: none", { email: "a@b.example" }, to("email_verified", "true"), {}],
  ])("%s", (_, claims, mapping, defaults) => {
    const mapped = mapClaims(claims, [mapping], known, "2030-01-01");
    expect({ ...mapped.defaults }).toEqual(defaults);
    expect(Object.getPrototypeOf(mapped.defaults)).toBe(null);
  });

  it("a value that was sent removes the default of another mapping of its attribute", () => {
    const mapped = mapClaims(
      { mail: "ana@example.org" },
      [to("email", "desk@example.org"), to("email", "x@y.example", "mail")],
      known,
      "2030-01-01",
    );
    expect([{ ...mapped.values }, { ...mapped.defaults }]).toEqual([{ email: "ana@example.org" }, {}]);
  });

  it("are read like a provider's value, and an attribute that vouches has none", () => {
    expect(readDefault(testAttribute("email", "email"), "desk at", "2030-01-01")).toEqual({
      ok: false,
      problem: "not-an-email",
    });
    const flag = testAttribute("phone_number_verified", "boolean");
    expect(readDefault(flag, "true", "2030-01-01")).toEqual({ ok: false, problem: "vouches" });
    expect(readDefault(flag, "perhaps", "2030-01-01")).toEqual({ ok: false, problem: "vouches" });
    // The form of a mapping sends an empty default for these attributes.
    expect(readDefault(flag, "", "2030-01-01")).toEqual({ ok: false, problem: "empty" });
    const born = testAttribute("birthdate", "date");
    expect(readDefault(born, "2030-01-02", "2030-01-01")).toEqual({ ok: false, problem: "in-future" });
    expect(readDefault(born, "2030-01-01", "2030-01-01")).toMatchObject({ ok: true });
  });
});
