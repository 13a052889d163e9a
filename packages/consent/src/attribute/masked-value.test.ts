import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { maskedValue } from "./masked-value.ts";

describe("maskedValue", () => {
  it.each([
    ["+44 1632 960123", "••••0123"],
    ["1234567890", "••••890"],
    ["ana@example.org", "••••.org"],
    ["1 Example Street\nExampletown EX1 2AB", "••••12AB"],
    ["secret", "••••et"],
    ["abc", "••••c"],
    ["ab", "••••"],
    ["", "••••"],
    ["👩‍👩‍👧 family 😀😀", "••••ly😀😀"],
  ])("of %j is %j", (value, masked) => expect(maskedValue(value)).toBe(masked));

  it("never shows more than a third or more than four characters, and does not reveal the length", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        const shown = Array.from(maskedValue(value)).length - 4;
        const all = Array.from(value.replace(/\s+/gu, "")).length;
        expect(shown).toBeLessThanOrEqual(Math.min(4, all / 3));
        expect(maskedValue(value).startsWith("••••")).toBe(true);
      }),
    );
  });
});
