import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readClaimPath, writeClaimPath } from "./claim-path.ts";
import { propertyRuns } from "../testing.ts";

describe("readClaimPath", () => {
  it.each([
    ["email", ["email"]],
    [" address.locality ", ["address", "locality"]],
    ["emails.0", ["emails", "0"]],
    ['"https://acme.example/team".name', ["https://acme.example/team", "name"]],
    ["urn:oid:1", ["urn:oid:1"]],
    ['a."b.c"', ["a", "b.c"]],
    ['"say \\"hi\\" \\\\"', ['say "hi" \\']],
    ["__proto__", ["__proto__"]],
  ])("reads %s", (text, path) => expect(readClaimPath(text)).toEqual({ ok: true, path }));

  it.each([
    ["", "empty"],
    ["   ", "empty"],
    [".a", "malformed"],
    ["a.", "malformed"],
    ["a..b", "malformed"],
    ["a b", "malformed"],
    ['a"b"', "malformed"],
    ['"a"b', "malformed"],
    ['"a', "malformed"],
    ['""', "malformed"],
    ["a\\b", "malformed"],
    ["a\u0000b", "malformed"],
    ["a\ud800b", "malformed"],
    ["a.b.c.d.e.f.g.h.i", "too-deep"],
  ])("refuses %j: %s", (text, problem) => expect(readClaimPath(text)).toEqual({ ok: false, problem }));

  it("reads back the path that was written", () => {
    const name = fc.string({ minLength: 1, unit: "grapheme" }).filter((text) => !/[\p{Cc}\p{Cs}]/u.test(text));
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 8 }), (path) => {
        expect(readClaimPath(writeClaimPath(path))).toEqual({ ok: true, path });
      }),
      propertyRuns,
    );
  });

  it("never throws, and returns only what can be stored", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => {
        const read = readClaimPath(text);
        if (read.ok) expect(read.path.every((name) => name !== "" && !name.includes("\u0000"))).toBe(true);
      }),
      propertyRuns,
    );
  });
});
