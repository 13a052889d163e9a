import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { attributeTypes, readValue, type AttributeType } from "../attribute/attribute.ts";
import { mapClaims } from "./claim-mapping.ts";
import { applyRules, type ClaimRules, fittingRules, letterRules, listRules } from "./claim-rules.ts";
import { refreshOf } from "../evaluate/grants.ts";
import { previewMapping } from "./mapping-preview.ts";
import { valueToOffer, type SigningIn, type ConsentState } from "../evaluate/consent-state.ts";
import { catalogueOf, testAttribute, propertyRuns } from "../testing.ts";

function read(type: AttributeType, raw: unknown, rules: ClaimRules) {
  const mapped = mapClaims(
    { it: raw },
    [{ path: ["it"], attribute: "it", ...rules }],
    catalogueOf(testAttribute("it", type)),
    "2030-01-01",
  );
  return mapped.values["it"] ?? mapped.invalid[0]?.problem;
}

describe("rules of a mapping", () => {
  it.each<[string, AttributeType, unknown, ClaimRules, string]>([
    ["by default, letters do not change", "email", "Ana@Example.org", {}, "Ana@Example.org"],
    ["blanks around it are always removed", "text", "  Ana ", {}, "Ana"],
    ["all small", "email", " Ana@Example.org ", { letters: "lower" }, "ana@example.org"],
    ["all capitals", "text", "straße", { letters: "upper" }, "STRASSE"],
    ["the language does not change the letters", "text", "I", { letters: "lower" }, "i"],
    ["all small, entry by entry", "list", ["Red", "BLUE"], { letters: "lower" }, "red\nblue"],
    [
      "the letters of a web address do not change",
      "url",
      "https://a.example/Me",
      { letters: "lower" },
      "https://a.example/Me",
    ],
    ["nor those of a language", "locale", "de-AT", { letters: "upper" }, "de-AT"],
    ["a number has no letters", "text", 7, { letters: "lower" }, "7"],
    ["by default, a list is refused", "email", ["a@example.org"], {}, "wrong-type"],
    ["by default, a list is read for a list attribute", "list", ["a", "b"], {}, "a\nb"],
    ["the first entry", "email", ["a@example.org", "b@example.org"], { list: "first" }, "a@example.org"],
    ["the first that is not blank", "text", [null, " ", "b"], { list: "first" }, "b"],
    ["the first of a list attribute", "list", ["a", "b"], { list: "first" }, "a"],
    [
      "the first, which is wrong: the second is not tried",
      "email",
      ["x", "b@example.org"],
      { list: "first" },
      "not-an-email",
    ],
    ["the first, which is an object", "text", [{ a: 1 }, "b"], { list: "first" }, "wrong-type"],
    ["the first, which is a list", "text", [["a"], "b"], { list: "first" }, "wrong-type"],
    ["the first of an empty list", "text", [], { list: "first" }, "empty"],
    ["joined", "text", ["a", "", 2], { list: "join" }, "a, 2"],
    ["joined, with one entry", "text", ["a"], { list: "join" }, "a"],
    ["joined, with an object in it", "text", ["a", {}], { list: "join" }, "wrong-type"],
    ["joined, without entries", "text", [], { list: "join" }, "empty"],
    ["joined, too long", "text", ["a".repeat(1000), "b".repeat(1000)], { list: "join" }, "too-long"],
    [
      "entries that are not text can't be joined",
      "email",
      ["a@example.org", "b@example.org"],
      { list: "join" },
      "wrong-type",
    ],
    ["the first, of a single value", "text", "Ana", { list: "first" }, "Ana"],
    ["joined, in small letters", "text", ["A", "B"], { list: "join", letters: "lower" }, "a, b"],
  ])("%s", (_, type, raw, rules, expected) => {
    expect(read(type, raw, rules)).toBe(expected);
  });

  const rules: fc.Arbitrary<ClaimRules> = fc.record(
    { letters: fc.constantFrom(...letterRules), list: fc.constantFrom(...listRules) },
    { requiredKeys: [] },
  );
  const leaf = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("Ana@Example.org", "ΑΣ", "İ", "ŉ"),
    fc.jsonValue(),
  );
  const raw = fc.oneof(leaf, fc.array(leaf, { maxLength: 4 }));
  const type = fc.constantFrom(...attributeTypes);

  it("applying the same rules to the result changes nothing", () => {
    fc.assert(
      fc.property(type, raw, rules, (of, claim, said) => {
        const first = readValue(of, applyRules(claim, of, said));
        if (!first.ok) return;
        expect(readValue(of, applyRules(first.value, of, said))).toEqual(first);
      }),
      propertyRuns,
    );
  });

  it("rules that do not fit the type change nothing, and the preview agrees with the sign-in", () => {
    fc.assert(
      fc.property(type, raw, rules, (of, claim, said) => {
        expect(applyRules(claim, of, said)).toEqual(applyRules(claim, of, fittingRules(of, said)));
        const [mappings, known] = [[{ path: ["it"], attribute: "it", ...said }], catalogueOf(testAttribute("it", of))];
        const { values } = mapClaims({ it: claim }, mappings, known, "2030-01-01");
        expect(previewMapping({ it: claim }, mappings, known, "2030-01-01").values).toEqual(values);
      }),
      propertyRuns,
    );
  });
});

describe("one attribute with another policy", () => {
  const held = (attribute: string) => {
    return {
      attribute,
      value: "old",
      source: "provider",
      providerId: "here",
      missing: false,
      disconnected: false,
    } as const;
  };
  const granted = (attribute: string) => ({ purposeId: "p", attribute, expiresAt: null, mandatory: false });
  const consentState: ConsentState = {
    decisions: [],
    asking: new Map(),
    grants: [granted("name"), granted("city")],
    values: [held("name"), held("city"), held("ungranted")],
  };
  const sent = { name: "new", city: "new", ungranted: "new" };
  const wins = (syncPolicy: SigningIn["syncPolicy"], exception: SigningIn["syncPolicy"]): SigningIn => {
    return { providerId: "here", syncPolicy, exceptions: new Map([["name", exception]]) };
  };

  it.each([
    ["first-sign-in", "provider-wins", "name", "city"],
    ["provider-wins", "first-sign-in", "city", "name"],
  ] as const)("the provider's policy is %s, the exception for the name is %s", (policy, exception, follows, stays) => {
    const signingIn = wins(policy, exception);
    expect(refreshOf(consentState, sent, signingIn).write.map(({ attribute }) => attribute)).toEqual([follows]);
    expect(refreshOf(consentState, {}, signingIn)).toEqual({ write: [], clear: [follows], missing: [stays] });
    expect(valueToOffer(follows, sent, consentState, signingIn)?.value).toBe("new");
    expect(valueToOffer(stays, sent, consentState, signingIn)?.value).toBe("old");
  });

  it("an exception does not grant an attribute", () => {
    const signingIn: SigningIn = {
      ...wins("provider-wins", "provider-wins"),
      exceptions: new Map([["ungranted", "provider-wins"]]),
    };
    expect(refreshOf(consentState, sent, signingIn).write.map(({ attribute }) => attribute)).toEqual(["city", "name"]);
  });
});

describe("dates", () => {
  it.each<[text: string, rule: "day-first" | "month-first" | "drop-time" | null, read: string | null]>([
    ["05/12/1988", "day-first", "1988-12-05"],
    ["5.12.1988", "day-first", "1988-12-05"],
    ["05-12-1988", "day-first", "1988-12-05"],
    ["05/12/1988", "month-first", "1988-05-12"],
    ["12/31/1988", "month-first", "1988-12-31"],
    ["31/12/1988", "month-first", null],
    ["30/02/1988", "day-first", null],
    ["05/12.1988", "day-first", null],
    ["05/12/88", "day-first", null],
    ["1988-12-05", "day-first", "1988-12-05"],
    ["1988", "day-first", "1988"],
    ["1988-12-05T14:30:00+02:00", "drop-time", "1988-12-05"],
    ["1988-12-05 23:59", "drop-time", "1988-12-05"],
    ["1988-12-05T14", "drop-time", null],
    ["1988-12-05T14:30:00Z", "day-first", null],
    ["05/12/1988", null, null],
    ["1988-12-05T14:30:00Z", null, null],
  ])("%s, %s: %s", (text, dates, value) => {
    const read = readValue("date", applyRules(text, "date", dates ? { dates } : {}));
    expect(read.ok ? read.value : null).toBe(value);
  });

  it("have no effect on another type", () => {
    expect(applyRules("05/12/1988", "text", { dates: "day-first" })).toBe("05/12/1988");
  });
});
