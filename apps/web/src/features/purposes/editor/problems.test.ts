import { describe, expect, it } from "vitest";
import { fieldId, flattenErrors, mergeProblems, nestProblems } from "./problems";

const problems = {
  name: "name-taken",
  retentionDays: "retention-days-invalid",
  attributes: "no-attribute",
  "attributes.1.key": "attribute-twice",
};

describe("problems", () => {
  it("survive the way into the form library and back", () => {
    const { attributes, ...others } = problems;
    expect(flattenErrors(nestProblems(others) ?? {})).toEqual(others);
    expect(flattenErrors(nestProblems({ attributes }) ?? {})).toEqual({ attributes });
  });

  it("leave the chooser and the form as a whole out of it", () => {
    expect(nestProblems({ add: "choose-first", "": "malformed" })).toBeUndefined();
    expect(nestProblems({})).toBeUndefined();
  });

  it("are listed from top to bottom, whoever found them first", () => {
    const found = mergeProblems(
      { add: "not-added", "attributes.10.reason": "a", "attributes.2.key": "b" },
      { name: "c" },
    );
    expect(Object.keys(found)).toEqual(["name", "attributes.2.key", "attributes.10.reason", "add"]);
  });

  it("say one thing about a field", () => {
    expect(mergeProblems({ name: "name-missing" }, { name: "name-taken" })).toEqual({ name: "name-missing" });
  });

  it.each([
    ["name", "name"],
    ["attributes", "add"],
    ["add", "add"],
    ["attributes.3.key", "row-3-remove"],
    ["attributes.3.reason", "attributes-3-reason"],
  ])("%s links to #%s", (path, id) => expect(fieldId(path)).toBe(id));
});
