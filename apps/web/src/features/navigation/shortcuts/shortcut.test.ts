import { describe, expect, it } from "vitest";
import { type KeyPress, shortcutOf } from "./shortcut";

const press = (key: string, more: Partial<KeyPress> = {}): KeyPress => ({
  ...{ key, ctrlKey: false, metaKey: false, altKey: false, typing: false },
  ...more,
});

describe("a key press", () => {
  it.each([
    ["Ctrl-K", press("k", { ctrlKey: true }), "palette"],
    ["Command-K", press("k", { metaKey: true }), "palette"],
    ["Ctrl-K with Caps Lock", press("K", { ctrlKey: true }), "palette"],
    ["Ctrl-K in a field", press("k", { ctrlKey: true, typing: true }), "palette"],
    ["Ctrl-Alt-K, which writes a letter on some keyboards", press("k", { ctrlKey: true, altKey: true }), null],
    ["k", press("k"), null],
    ["/", press("/"), "search"],
    ["/ in a field", press("/", { typing: true }), null],
    ["Ctrl-/", press("/", { ctrlKey: true }), null],
    ["?", press("?"), "help"],
    ["? in a field", press("?", { typing: true }), null],
    ["Enter", press("Enter"), null],
  ])("%s", (_, key, asks) => {
    expect(shortcutOf(key, true)).toBe(asks);
  });

  it("without Ctrl does nothing once single keys are off", () => {
    expect(shortcutOf(press("/"), false)).toBeNull();
    expect(shortcutOf(press("?"), false)).toBeNull();
    expect(shortcutOf(press("k", { ctrlKey: true }), false)).toBe("palette");
  });
});
