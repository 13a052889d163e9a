import { describe, expect, it } from "vitest";
import { consentRequest } from "../request/consent-request.ts";
import { readDecision } from "./decision.ts";
import { catalogueOf, itemOf, testAttribute, testVersion } from "../testing.ts";

const catalogue = catalogueOf(testAttribute("email", "email"), testAttribute("name"));
const purposes = [testVersion("a", ["email", "name"]), testVersion("b", ["email!"])];
const request = consentRequest({ purposes, values: { name: "Ana" }, catalogue });
const nothing = { granted: [], typed: {} };

describe("readDecision", () => {
  it("decides every asked item, in the order asked", () => {
    const read = readDecision(
      request,
      { granted: ["b-v1.email"], typed: { email: "ana@example.org" } },
      { catalogue, today: "2030-01-01" },
    );
    expect(read).toEqual({
      ok: true,
      decisions: [
        { item: itemOf(request, "a-v1.email"), state: "denied", value: null, source: null },
        { item: itemOf(request, "a-v1.name"), state: "denied", value: null, source: null },
        { item: itemOf(request, "b-v1.email"), state: "granted", value: "ana@example.org", source: "self" },
      ],
      problems: [],
    });
  });

  it("stores what was typed in canonical form", () => {
    const typed = { email: " ana@e\u0301xample.org\u202C " };
    const read = readDecision(request, { granted: ["b-v1.email"], typed }, { catalogue, today: "2030-01-01" });
    expect(read.ok && read.decisions[2]?.value).toBe("ana@\u00E9xample.org");
  });

  it("reports a bad typed value at each agreed item that needs it, and nowhere else", () => {
    const problemsOf = (granted: readonly string[]) => {
      const read = readDecision(request, { granted, typed: { email: "no" } }, { catalogue, today: "2030-01-01" });
      return read.ok ? read.problems.map(({ item, problem }) => [item.id, problem]) : read.code;
    };
    expect(problemsOf(["a-v1.email", "b-v1.email"])).toEqual([
      ["a-v1.email", "not-an-email"],
      ["b-v1.email", "not-an-email"],
    ]);
    expect(problemsOf(["a-v1.email"])).toEqual([
      ["a-v1.email", "not-an-email"],
      ["b-v1.email", "not-an-email"],
    ]);
    expect(problemsOf([]), "typing what is needed is agreeing to it").toEqual([["b-v1.email", "not-an-email"]]);
  });

  it("keeps the tick of an item whose typed value is bad, without a value", () => {
    const read = readDecision(
      request,
      { granted: ["b-v1.email"], typed: { email: "no" } },
      { catalogue, today: "2030-01-01" },
    );
    expect(read.ok && read.decisions[2]).toMatchObject({ state: "granted", value: null, source: null });
  });

  it("takes no inherited property for a typed value", () => {
    const known = catalogueOf(testAttribute("constructor"));
    const asked = consentRequest({ purposes: [testVersion("a", ["constructor!"])], values: {}, catalogue: known });
    const read = readDecision(
      asked,
      { granted: ["a-v1.constructor"], typed: {} },
      { catalogue: known, today: "2030-01-01" },
    );
    expect(read.ok && read.problems.map(({ problem }) => problem)).toEqual(["value-missing"]);
  });

  it("ignores a typed value if the attribute may no longer be typed", () => {
    const strict = catalogueOf(testAttribute("email", "email", { selfAssertable: false }), testAttribute("name"));
    const read = readDecision(
      request,
      { granted: ["b-v1.email"], typed: { email: "ana@example.org" } },
      { catalogue: strict, today: "2030-01-01" },
    );
    expect(read.ok && read.problems.map(({ problem }) => problem)).toEqual(["value-missing"]);
  });

  it.each([
    ["a number instead of a key", { ...nothing, granted: ["0"] }],
    ["an empty id", { ...nothing, granted: [""] }],
    ["a purpose id without the attribute", { ...nothing, granted: ["a-v1"] }],
    ["an attribute without the purpose", { ...nothing, granted: ["name"] }],
    ["a typed attribute that was not asked for", { ...nothing, typed: { phone: "" } }],
  ])("refuses %s", (_, submission) => {
    expect(readDecision(request, submission, { catalogue, today: "2030-01-01" })).toEqual({
      ok: false,
      code: "unknown-item",
    });
  });
});
