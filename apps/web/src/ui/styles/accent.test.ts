import { readFileSync } from "node:fs";
import { assert, constantFrom, integer, property } from "fast-check";
import { describe, expect, it } from "vitest";
import { accentIn, accentSheet, contrast, isColour, minContrast } from "./accent";

const hex = integer({ min: 0, max: 0xff_ff_ff }).map((value) => `#${value.toString(16).padStart(6, "0")}`);

describe("an accent colour", () => {
  it.each([
    ["#000000", "#ffffff", 21],
    ["#ffffff", "#ffffff", 1],
    // https://webaim.org/resources/contrastchecker/
    ["#767676", "#ffffff", 4.54],
    ["#777777", "#ffffff", 4.48],
    ["#005d76", "#ffffff", 7.41],
  ])("%s on %s has a contrast of %d", (one, other, ratio) => {
    expect(contrast(one, other)).toBeCloseTo(ratio, 1);
    expect(contrast(other, one)).toBe(contrast(one, other));
  });

  it("stays as entered if it is legible", () => {
    expect(accentIn("light", "#005d76")).toMatchObject({ accent: "#005d76", adjusted: false });
    expect(accentIn("dark", "#74cde2")).toMatchObject({ accent: "#74cde2", adjusted: false });
  });

  it("is made darker on light backgrounds and lighter on dark ones", () => {
    const [light, dark] = [accentIn("light", "#ffcc00"), accentIn("dark", "#330066")];
    expect([light.adjusted, dark.adjusted]).toEqual([true, true]);
    expect(contrast(light.accent, "#ffffff")).toBeGreaterThan(contrast("#ffcc00", "#ffffff"));
    expect(contrast(dark.accent, "#12191e")).toBeGreaterThan(contrast("#330066", "#12191e"));
  });

  it("is legible in both themes, for any colour", () => {
    assert(
      property(hex, constantFrom("light" as const, "dark" as const), (entered, theme) => {
        const { accent, soft, ink, ratio } = accentIn(theme, entered);
        expect(ratio).toBeGreaterThanOrEqual(minContrast);
        for (const other of [soft, ink]) expect(contrast(accent, other)).toBeGreaterThanOrEqual(minContrast);
      }),
    );
  });

  it("is compared with the backgrounds of the pages", () => {
    const tokens = readFileSync(new URL("tokens.css", import.meta.url), "utf8");
    for (const ground of ["--bg: #f9fafb", "--surface: #ffffff", "--sunken: #f1f4f6", "--fill: #f1f4f6"]) {
      expect(tokens).toContain(ground);
    }
    for (const ground of ["--bg: #0a1014", "--surface: #12191e", "--sunken: #070b0e", "--fill: #1b242a"]) {
      expect(tokens).toContain(ground);
    }
  });

  it.each(["red", "#fff", "#12345g", "#123456;}", "", "#1234567", " #123456"])("%j is not a colour", (typed) => {
    expect(isColour(typed)).toBe(false);
  });

  it("becomes a style sheet of tokens only", () => {
    expect(accentSheet("#AA3366")).toMatch(/^[\w\s:;#{}()@\-[\]="]+$/);
  });
});
