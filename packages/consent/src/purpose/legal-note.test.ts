import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { languagesWithoutNote, legalNoteIn } from "./legal-note.ts";
import { propertyRuns } from "../testing.ts";

/** The legal note of each language; null if its text has none. */
const texts = (notes: Readonly<Record<string, string | null>>) =>
  Object.fromEntries(Object.entries(notes).map(([language, legalNote]) => [language, { legalNote }]));

describe("legalNoteIn", () => {
  it.each([
    ["the person's language", { en: "Law", de: "Recht" }, "de", { text: "Recht", language: "de" }],
    ["the original, for a person who reads it", { en: "Law", de: "Recht" }, "en", { text: "Law", language: "en" }],
    ["the original, if the note is not translated", { en: "Law", de: null }, "de", { text: "Law", language: "en" }],
    ["the original, if nothing is translated", { en: "Law" }, "ar", { text: "Law", language: "en" }],
    [
      "the original, and no third language",
      { ar: "قانون", en: "Law", de: null },
      "de",
      { text: "Law", language: "en" },
    ],
    ["none if no text has one", { en: null, de: null }, "de", null],
    ["none of another language if the original has none", { ar: "قانون", en: null, de: null }, "de", null],
    ["any that was written before the original", { ar: "قانون" }, "de", { text: "قانون", language: "ar" }],
    ["none without texts", {}, "de", null],
    ["none from an inherited property", {}, "constructor", null],
  ])("%s", (_, notes, read, expected) => expect(legalNoteIn(texts(notes), read, "en")).toEqual(expected));

  it("is the note of one of the texts, with its language, and exists if the original has one", () => {
    const some = fc.dictionary(fc.constantFrom("en", "de", "ar", "fr"), fc.option(fc.constantFrom("a", "b", "")));
    const property = fc.property(some, fc.constantFrom("en", "de", "ar"), (notes, read) => {
      const found = legalNoteIn(texts(notes), read, "en");
      if (notes["en"]) expect(found).not.toBeNull();
      if (found) expect(notes[found.language]).toBe(found.text);
    });
    fc.assert(property, propertyRuns);
  });
});

describe("languagesWithoutNote", () => {
  it.each([
    ["all have it", { en: "Law", de: "Recht" }, []],
    ["only the original has it", { en: "Law", de: null, ar: null }, ["de", "ar"]],
    ["one is missing", { en: "Law", de: "Recht", ar: null }, ["ar"]],
    ["nothing to translate", { en: null, de: null }, []],
    ["only a translation has it", { en: null, de: "Recht", ar: null }, []],
    ["no text in the original", { de: null }, []],
  ])("%s", (_, notes, expected) => expect(languagesWithoutNote(texts(notes), "en")).toEqual(expected));
});
