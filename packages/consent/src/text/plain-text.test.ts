import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { codePoints, hasInvisible, isBlank, isStorable, tidy } from "./plain-text.ts";
import { propertyRuns } from "../testing.ts";

const bidi = ["\u061C", "\u200E", "\u200F", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E"];
const isolates = ["\u2066", "\u2067", "\u2068", "\u2069"];

// Any string that JavaScript can have, with many awkward characters.
const awkward = fc.oneof(
  fc.constantFrom(...bidi, ...isolates, "\r", "\n", "\r\n", " ", "\u00A0", "\uFEFF", "\u200B", "\u0000", "\u0085"),
  fc.constantFrom("e", "\u0301", "\u0323", "\u1100", "\u1161", "\u2126", "\uD83D", "\uDE00", "😀"),
  fc.string({ unit: "binary", maxLength: 3 }),
);
const awkwardText = fc.array(awkward, { maxLength: 12 }).map((parts) => parts.join(""));

describe("tidy", () => {
  it.each([...bidi, ...isolates])("takes out %j", (control) => expect(tidy(`a${control}b`)).toBe("ab"));

  it("composes, trims, and unifies line ends", () => {
    expect(tidy(" \u00A0e\u0301\r\nb\rc\uFEFF ")).toBe("\u00E9\nb\nc");
  });

  it("composes characters that a control separated", () => expect(tidy("e\u202C\u0301")).toBe("\u00E9"));

  it("keeps invisible characters: joiners are part of words and of emoji", () => {
    expect(tidy("👩\u200D🚀 می\u200Cخواهم")).toBe("👩\u200D🚀 می\u200Cخواهم");
  });

  it("does not join the halves of a character across a control", () => {
    const halves = "\uD83D\u202A\uDE00";
    expect(tidy(halves)).toBe(halves);
    expect(isStorable(tidy(halves), { lines: true })).toBe(false);
  });

  it("changes nothing the second time, and leaves no control, for any text", () => {
    const property = fc.property(awkwardText, (text) => {
      const once = tidy(text);
      expect(tidy(once)).toBe(once);
      if (!isStorable(once, { lines: true })) return;
      expect(once).toBe(once.normalize("NFC"));
      expect(once).not.toMatch(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/);
    });
    fc.assert(property, propertyRuns);
  });
});

describe("codePoints", () => {
  it("counts an emoji once, and each of its parts", () => {
    expect([codePoints(""), codePoints("ab"), codePoints("😀"), codePoints("👩\u200D🚀")]).toEqual([0, 2, 1, 3]);
  });
});

describe("isBlank and hasInvisible", () => {
  it.each(["", " \t\n", "\u200B", "\u00A0\uFEFF", "\u3164", "\u2060\u180E", "\u{E0041}"])(
    "%j shows nothing",
    (text) => {
      expect(isBlank(text)).toBe(true);
    },
  );
  it.each(["a", "0", ".", "\u0301", "😀", "\u0000"])("%j shows something or is an error", (text) => {
    expect(isBlank(text)).toBe(false);
  });
  it("finds one among others", () => {
    expect([hasInvisible("ab"), hasInvisible("a b"), hasInvisible("a\u200Bb")]).toEqual([false, true, true]);
  });
});

describe("isStorable", () => {
  const lines = { lines: true };
  const line = { lines: false };
  it.each(["\u0000", "\u0007", "\t", "\u001B", "\u007F", "\u0080", "\u0085", "\u009F", "\uD800", "a\uDC00"])(
    "refuses %j",
    (text) => expect([isStorable(text, lines), isStorable(text, line)]).toEqual([false, false]),
  );
  it("lets a line feed pass where lines are allowed", () => {
    expect([isStorable("a\nb", lines), isStorable("a\nb", line)]).toEqual([true, false]);
  });
  it("gives the same answer each time", () => {
    expect([1, 2, 3].map(() => isStorable("\u0000", line))).toEqual([false, false, false]);
  });
});
