import { describe, expect, it } from "vitest";
import { readConditions } from "./schema";

const none = { emailVerified: false, domains: "", minimumAge: "", asksAge: false, claims: [] };

describe("readConditions", () => {
  it("has no condition if nothing is typed", () => {
    const blank = { path: " ", allowed: " \n " };
    expect(readConditions({ ...none, domains: " \n", claims: [blank] })).toEqual({ conditions: [], fields: {} });
  });

  it("reads all kinds, one entry a line", () => {
    const typed = {
      emailVerified: true,
      domains: " @Acme.example \n\nacme.example\nbücher.example",
      minimumAge: " 16 ",
      asksAge: true,
      claims: [{ path: "org.unit", allowed: "it\n staff \nit" }],
    };
    expect(readConditions(typed)).toEqual({
      conditions: [
        { kind: "email-verified" },
        { kind: "email-domain", allowed: ["acme.example", "xn--bcher-kva.example"] },
        { kind: "age", years: 16, asks: true },
        { kind: "claim", path: ["org", "unit"], allowed: ["it", "staff"] },
      ],
      fields: {},
    });
  });

  it.each([
    [{ domains: "acme" }, { domains: "domain-shape" }],
    [{ domains: "a@acme.example" }, { domains: "domain-shape" }],
    [{ minimumAge: "0" }, { minimumAge: "age-shape" }],
    [{ minimumAge: "121" }, { minimumAge: "age-shape" }],
    [{ minimumAge: "1.5" }, { minimumAge: "age-shape" }],
    [{ minimumAge: "-1" }, { minimumAge: "age-shape" }],
    [{ minimumAge: "sixteen" }, { minimumAge: "age-shape" }],
    [{ minimumAge: "１６" }, { minimumAge: "age-shape" }],
    [{ claims: [{ path: "a..b", allowed: "x" }] }, { "claim.0": "path-malformed" }],
    [{ claims: [{ path: "", allowed: "x" }] }, { "claim.0": "path-empty" }],
    [{ claims: [{ path: "a", allowed: "" }] }, { "allowed.0": "allowed-missing" }],
    [{ claims: [{ path: "a", allowed: "x".repeat(256) }] }, { "allowed.0": "too-long" }],
    [{ claims: [{ path: "a", allowed: "x\u0000" }] }, { "allowed.0": "control-characters" }],
    [
      { claims: [{ path: "a", allowed: Array.from({ length: 101 }, (_, i) => i).join("\n") }] },
      { "allowed.0": "too-many" },
    ],
  ])("refuses %j", (typed, fields) => expect(readConditions({ ...none, ...typed }).fields).toEqual(fields));
});
