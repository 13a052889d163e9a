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
    ["the menu comes before the browser", { chosen: "de", acceptLanguage: "en" }, "de"],
    ["the browser's language applies if none was chosen", { acceptLanguage: "de-CH, en;q=0.8" }, "de"],
    ["a cookie with an unknown language is ignored", { chosen: "tlh", acceptLanguage: "de" }, "de"],
    ["a cookie with anything else is ignored", { chosen: "__proto__" }, "en"],
    ["the administration has its own language", { path: "/admin", chosen: "de" }, "en"],
    ["a page of the administration has it too", { path: "/admin/users?page=2", acceptLanguage: "de" }, "en"],
    ["and the set-up", { path: "/setup/provider", chosen: "ar" }, "en"],
    ["and an invitation", { path: "/invitation?gone=1", chosen: "ar" }, "en"],
    ["and its first page with a query", { path: "/admin?range=7", chosen: "de" }, "en"],
    ["a path that only begins like it is not the administration", { path: "/administer", chosen: "de" }, "de"],
    ["a path that only contains its name is not", { path: "/sign-in?to=/admin", chosen: "de" }, "de"],
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
    ["a language that is not offered is not used", { chosen: "en", acceptLanguage: "en" }, "de"],
    ["the browser's next language is used", { acceptLanguage: "en, ar;q=0.5" }, "ar"],
    ["the chosen language, while it is offered", { chosen: "ar" }, "ar"],
    ["the administration keeps its own language", { path: "/admin", chosen: "de" }, "en"],
  ])("%s", (_rule, request, code) => {
    const offered = offeredLanguagesOf({ offeredLanguages: ["de", "ar"], fallbackLanguage: "de" });
    expect(requestLanguage({ path: "/me", chosen: undefined, acceptLanguage: null, offered, ...request })).toBe(code);
  });
});
