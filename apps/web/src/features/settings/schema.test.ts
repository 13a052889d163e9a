import { describe, expect, it } from "vitest";
import { appearanceInput, appearanceOf, languagesInput, retentionInput, sessionsInput, sessionsOf } from "./schema";

/** Dotted path → code of its first problem. */
function problems(result: { error?: { issues: readonly { path: readonly PropertyKey[]; message: string }[] } }) {
  return Object.fromEntries((result.error?.issues ?? []).map(({ path, message }) => [path.join("."), message]));
}

describe("settings as they are entered", () => {
  it.each([
    [{ offered: ["de"], fallback: "de" }, {}],
    [{ offered: ["de", "ar"], fallback: "ar" }, {}],
    [{ offered: [], fallback: "en" }, { offered: "language-missing" }],
    [{ offered: ["de"], fallback: "en" }, { fallback: "fallback-not-offered" }],
    [{ offered: ["tlh"], fallback: "de" }, { "offered.0": "malformed" }],
    [{ offered: ["de"], fallback: "__proto__" }, { fallback: "malformed" }],
  ])("languages %j: %j", (typed, wrong) => {
    expect(problems(languagesInput.safeParse(typed))).toEqual(wrong);
  });

  const good = { personIdleMinutes: "60", personHours: "24", administratorIdleMinutes: "15", administratorHours: "8" };

  it.each([
    [{}, {}],
    [{ personIdleMinutes: " 90 " }, {}],
    [{ personIdleMinutes: "4" }, { personIdleMinutes: "range" }],
    [{ personIdleMinutes: "1441" }, { personIdleMinutes: "range" }],
    [{ personHours: "720" }, {}],
    [{ personHours: "721" }, { personHours: "range" }],
    [{ personHours: "0" }, { personHours: "range" }],
    [{ administratorHours: "25" }, { administratorHours: "range" }],
    [{ administratorHours: "1.5" }, { administratorHours: "range" }],
    [{ administratorHours: "-1" }, { administratorHours: "range" }],
    [{ administratorHours: "" }, { administratorHours: "range" }],
    [{ personHours: "1e3" }, { personHours: "range" }],
    [{ administratorIdleMinutes: "61", administratorHours: "1" }, { administratorIdleMinutes: "idle-longer" }],
    [{ personIdleMinutes: "60", personHours: "1" }, {}],
  ])("lengths of sessions %j: %j", (change, wrong) => {
    expect(problems(sessionsInput.safeParse({ ...good, ...change }))).toEqual(wrong);
  });

  it("become numbers", () => {
    const { data } = sessionsInput.safeParse({ ...good, personIdleMinutes: " 90 " });
    expect(data && sessionsOf(data)).toMatchObject({ personIdleMinutes: 90, administratorHours: 8 });
  });

  it.each([
    ["", {}],
    ["#005d76", {}],
    [" #AA3366 ", {}],
    ["teal", { accent: "not-a-colour" }],
    ["#fff", { accent: "not-a-colour" }],
    ["#005d76;}*{display:none", { accent: "not-a-colour" }],
  ])("an accent colour %j: %j", (accent, wrong) => {
    expect(problems(appearanceInput.safeParse({ accent }))).toEqual(wrong);
  });

  it("is stored in small letters, or not at all", () => {
    expect(appearanceOf(appearanceInput.parse({ accent: " #AA3366 " }))).toEqual({ accent: "#aa3366" });
    expect(appearanceOf(appearanceInput.parse({ accent: "" }))).toEqual({ accent: null });
  });

  it.each([
    ["1", {}],
    ["9999", {}],
    ["0", { anonymousEventDays: "range" }],
    ["10000", { anonymousEventDays: "range" }],
    ["forever", { anonymousEventDays: "range" }],
  ])("days of anonymous events %j: %j", (anonymousEventDays, wrong) => {
    expect(problems(retentionInput.safeParse({ anonymousEventDays }))).toEqual(wrong);
  });
});
