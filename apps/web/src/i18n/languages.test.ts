import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { fallbackLanguage, findLanguage, languages, preferredLanguage } from "./languages";

describe("languages", () => {
  it("are the folders of messages, no more and no fewer", () => {
    const folders = readdirSync(new URL("../messages", import.meta.url), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(languages.map(({ code }) => code as string).toSorted()).toEqual(names.toSorted());
  });

  it("hold the fallback", () => {
    expect(findLanguage(fallbackLanguage)).toBeDefined();
  });

  it.each([
    [null, "en"],
    ["", "en"],
    ["de", "de"],
    ["DE-at", "de"],
    ["fr, de;q=0.4, ar;q=0.7", "ar"],
    ["ar;q=0, de;q=0.1", "de"],
    ["de;q=0.5, en;q=0.5", "de"],
    ["*", "en"],
    [";;q=,,", "en"],
    ["deutsch", "en"],
  ])("are chosen by Accept-Language %j: %s", (header, code) => {
    expect(preferredLanguage(header, ["ar", "de", "en"])).toBe(code);
  });

  it("know no language by the name of something else", () => {
    for (const code of ["__proto__", "constructor", "EN", "../en", "en/.."]) expect(findLanguage(code)).toBeUndefined();
  });
});
