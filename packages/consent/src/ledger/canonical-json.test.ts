import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "./canonical-json.ts";
import { propertyRuns } from "../testing.ts";

/** The same value, with the fields of every object in reverse order. */
function backwards(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(backwards);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, field]) => [name, backwards(field)]),
  );
}

const json = fc.jsonValue({ noUnicodeString: false });

describe("canonicalJson", () => {
  // RFC 8785, section 3.2.2 and appendix B.
  it.each([
    [{ b: 2, a: 1 }, '{"a":1,"b":2}'],
    [[56.0, { d: true, "10": null, "1": [] }], '[56,{"1":[],"10":null,"d":true}]'],
    [{ peach: "é", péché: 1, pêche: 2, sin: 3 }, '{"peach":"é","péché":1,"pêche":2,"sin":3}'],
    [-0, "0"],
    [Number("333333333.33333329"), "333333333.3333333"],
    [1e30, "1e+30"],
    [4.5, "4.5"],
    [0.002, "0.002"],
    [1e-27, "1e-27"],
    ['€$\u000f\nA\'B"\\\\"/', '"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"'],
  ])("writes %j as RFC 8785 does", (value, text) => expect(canonicalJson(value)).toBe(text));

  it("loses nothing, and does not depend on the order of fields", () => {
    const property = fc.property(json, (value) => {
      const text = canonicalJson(value);
      expect(canonicalJson(JSON.parse(text))).toBe(text);
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
      expect(canonicalJson(backwards(value))).toBe(text);
    });
    fc.assert(property, propertyRuns);
  });

  it("leaves out undefined fields, in objects only", () => {
    expect(canonicalJson({ a: undefined, b: 1 })).toBe('{"b":1}');
    expect(() => canonicalJson([undefined])).toThrow(TypeError);
  });

  it.each([[Number.NaN], [Number.POSITIVE_INFINITY], [1n], [() => 1], ["\ud800"], [{ "\udfff": 1 }]])(
    "refuses what JSON cannot carry: %s",
    (value) => expect(() => canonicalJson(value)).toThrow(TypeError),
  );
});
