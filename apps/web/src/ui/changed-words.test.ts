import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { changedWords } from "./changed-words";

const marked = (pieces: readonly { text: string; changed: boolean }[]) =>
  pieces.map(({ text, changed }) => (changed ? `[${text}]` : text)).join("");

describe("changedWords", () => {
  it.each([
    ["Kept until you leave.", "Kept until you leave.", "Kept until you leave.", "Kept until you leave."],
    ["Support team.", "Support team, and CallDesk.", "Support team.", "Support team[, and CallDesk]."],
    ["For 30 days, then deleted.", "For 90 days, then deleted.", "For [30] days, then deleted.", "For [90] days, then deleted."], // prettier-ignore
    ["Optional", "Required", "Optional", "Required"],
    ["", "Something", "", "Something"],
  ])("%j → %j", (before, now, was, is) => {
    const words = changedWords(before, now);
    expect([marked(words.before), marked(words.now)]).toEqual([was, is]);
  });

  it("keeps both texts complete", () => {
    const text = fc.array(fc.constantFrom("a", "b ", "new", " ", "\n", "é", "سارة", "."), { maxLength: 30 });
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [before, now] = [one.join(""), other.join("")];
        const words = changedWords(before, now);
        expect(words.before.map((piece) => piece.text).join("")).toBe(before);
        expect(words.now.map((piece) => piece.text).join("")).toBe(now);
      }),
    );
  });
});
