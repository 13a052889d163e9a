import { describe, expect, it } from "vitest";
import { outdatedTranslations } from "./outdated-translations.ts";

type Words = Readonly<Record<string, string>>;

/** A version, from the words of each language: `why` gives the reason of its one attribute, `notes` the legal note. */
const version = (words: Words, why: Words = {}, notes: Words = {}) => ({
  texts: Object.fromEntries(
    Object.entries(words).map(([language, said]) => {
      const legalNote = notes[language] ?? null;
      return [language, { name: said, description: said, details: null, legalNote }];
    }),
  ),
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
      "the legal note of the original changed, and is translated",
      [
        version({ en: "a", de: "A", ar: "ا" }, {}, { en: "new", de: "Alt" }),
        version({ en: "a", de: "A", ar: "ا" }, {}, { en: "old", de: "Alt" }),
      ],
      ["de"],
    ],
    [
      "the legal note of the original was removed",
      [
        version({ en: "a", de: "A" }, {}, { de: "Recht" }),
        version({ en: "a", de: "A" }, {}, { en: "law", de: "Recht" }),
      ],
      ["de"],
    ],
    [
      "the legal note was translated after it changed",
      [
        version({ en: "a", de: "A" }, {}, { en: "new", de: "Neu" }),
        version({ en: "a", de: "A" }, {}, { en: "new" }),
        version({ en: "a", de: "A" }, {}, { en: "old" }),
      ],
      [],
    ],
    [
      "one that was removed and written again",
      [version({ en: "b", de: "A" }), version({ en: "b" }), version({ en: "a", de: "A" })],
      [],
    ],
  ])("%s", (_, versions, outdated) => expect(outdatedTranslations(versions, "en")).toEqual(outdated));
});
