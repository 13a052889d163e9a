import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  fallbackLanguage,
  findLanguage,
  languages,
  offeredLanguagesOf,
  preferredLanguage,
  requestLanguage,
} from "./languages";

describe("languages", () => {
  it("are the folders of messages, no more and no fewer", () => {
    const folders = readdirSync(new URL("../../messages", import.meta.url), { withFileTypes: true });
    const names = folders.filter((entry) => entry.isDirectory()).map(({ name }) => name);
    expect(languages.map(({ code }) => code as string).toSorted()).toEqual(names.toSorted());
  });

  it("include the fallback", () => {
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
    expect(preferredLanguage(header, { ours: ["ar", "de", "en"], fallback: "en" })).toBe(code);
  });

  it("do not accept another name as a language", () => {
    for (const code of ["__proto__", "constructor", "EN", "../en", "en/.."]) expect(findLanguage(code)).toBeUndefined();
  });

  it.each([
    ["the menu goes before the browser", { chosen: "de", acceptLanguage: "en" }, "de"],
    ["the browser goes where nothing was chosen", { acceptLanguage: "de-CH, en;q=0.8" }, "de"],
    ["a cookie that names no language of ours says nothing", { chosen: "tlh", acceptLanguage: "de" }, "de"],
    ["a cookie that names something else says nothing", { chosen: "__proto__" }, "en"],
    ["the administration is in its own language", { path: "/admin", chosen: "de" }, "en"],
    ["so is a page of it", { path: "/admin/users?page=2", acceptLanguage: "de" }, "en"],
    ["and its set-up", { path: "/setup/provider", chosen: "ar" }, "en"],
    ["and an invitation into it", { path: "/invitation?link=x", chosen: "ar" }, "en"],
    ["and one with a question alone", { path: "/admin?range=7", chosen: "de" }, "en"],
    ["what only begins like it is not the administration", { path: "/administer", chosen: "de" }, "de"],
    ["nor is what only names it", { path: "/sign-in?to=/admin", chosen: "de" }, "de"],
  ])("%s", (_rule, request, code) => {
    expect(requestLanguage({ path: "/me", chosen: undefined, acceptLanguage: null, ...request })).toBe(code);
  });

  const codes = (offered: readonly string[] | null, fallback = "de") => {
    const found = offeredLanguagesOf({ offeredLanguages: offered, fallbackLanguage: fallback });
    return [found.languages.map(({ code }) => code).join(" "), found.fallback];
  };

  it("offered are the configured ones that exist", () => {
    expect(codes(null)).toEqual(["en de ar", "de"]);
    expect(codes(["ar", "de"])).toEqual(["de ar", "de"]);
    expect(codes(["ar", "tlh"]), "the fallback is offered").toEqual(["ar", "ar"]);
    expect(codes(["tlh"]), "people always have a language").toEqual(["en de ar", "en"]);
    expect(codes([])).toEqual(["en de ar", "en"]);
  });

  it.each([
    ["a language that is not offered is not spoken", { chosen: "en", acceptLanguage: "en" }, "de"],
    ["the browser's next one is", { acceptLanguage: "en, ar;q=0.5" }, "ar"],
    ["what was chosen, while it is offered", { chosen: "ar" }, "ar"],
    ["the administration keeps its own", { path: "/admin", chosen: "de" }, "en"],
  ])("%s", (_rule, request, code) => {
    const offered = offeredLanguagesOf({ offeredLanguages: ["de", "ar"], fallbackLanguage: "de" });
    expect(requestLanguage({ path: "/me", chosen: undefined, acceptLanguage: null, offered, ...request })).toBe(code);
  });
});
