import { describe, expect, it } from "vitest";
import { outdatedTranslations } from "./outdated-translations.ts";

const text = (words: string) => ({ name: words, description: words, details: null });
/** A version by the words of each language; of `why` the reason of its one attribute. */
const version = (words: Readonly<Record<string, string>>, why: Readonly<Record<string, string>> = {}) => ({
  texts: Object.fromEntries(Object.entries(words).map(([language, said]) => [language, text(said)])),
  attributes: [{ key: "email", mandatory: true, reasons: why }],
});

describe("outdatedTranslations", () => {
  it.each([
    ["no version", [], []],
    ["no translation", [version({ en: "b" }), version({ en: "a" })], []],
    ["one that was written with the first version", [version({ en: "a", de: "A" })], []],
    ["one that was written after the original", [version({ en: "a", de: "A" }), version({ en: "a" })], []],
    ["the original changed since", [version({ en: "b", de: "A" }), version({ en: "a", de: "A" })], ["de"]],
    ["both changed in one version", [version({ en: "b", de: "B" }), version({ en: "a", de: "A" })], []],
    [
      "the original changed long ago",
      [version({ en: "c", de: "A" }), version({ en: "b", de: "A" }), version({ en: "a", de: "A" })],
      ["de"],
    ],
    [
      "the original changed and changed back",
      [version({ en: "a", de: "A" }), version({ en: "b", de: "A" }), version({ en: "a", de: "A" })],
      [],
    ],
    [
      "each language by itself",
      [version({ en: "b", de: "A", ar: "ب" }), version({ en: "a", de: "A", ar: "ا" })],
      ["de"],
    ],
    [
      "a reason of the original changed",
      [
        version({ en: "a", de: "A" }, { en: "new", de: "Alt" }),
        version({ en: "a", de: "A" }, { en: "old", de: "Alt" }),
      ],
      ["de"],
    ],
    [
      "one that was taken away and written again",
      [version({ en: "b", de: "A" }), version({ en: "b" }), version({ en: "a", de: "A" })],
      [],
    ],
  ])("%s", (_, versions, outdated) => expect(outdatedTranslations(versions, "en")).toEqual(outdated));
});
