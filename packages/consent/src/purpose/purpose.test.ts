import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isMaterialChange } from "./purpose.ts";
import { propertyRuns, testVersion } from "../testing.ts";

describe("isMaterialChange", () => {
  const before = testVersion("a", ["email!", "phone"]);

  it.each([
    ["nothing", ["email!", "phone"], false],
    ["another order", ["phone", "email!"], false],
    ["a new optional attribute", ["email!", "phone", "name"], true],
    ["a new mandatory attribute", ["email!", "phone", "name!"], true],
    ["optional to mandatory", ["email!", "phone!"], true],
    ["mandatory to optional", ["email", "phone"], false],
    ["consent to another legal basis", ["email!", "phone~contract"], true],
    ["one attribute fewer", ["email!"], false],
    ["one attribute for another", ["email!", "name"], true],
  ])("%s", (_, after, material) => expect(isMaterialChange(before, testVersion("a", after))).toBe(material));

  it.each([
    ["the same legal basis", "phone~contract", false],
    ["another legal basis", "phone~legitimate-interests", true],
    ["back to consent", "phone", true],
  ])("from another legal basis, %s", (_, after, material) =>
    expect(isMaterialChange(testVersion("a", ["phone~contract"]), testVersion("a", [after]))).toBe(material),
  );

  const named = (organisation: boolean, ...ids: string[]) => ({
    recipients: { organisation, applications: ids.map((id) => ({ id, clientId: id, name: id })) },
  });
  it.each([
    ["one application more", named(true, "library"), named(true, "library", "shop"), true],
    ["one application fewer", named(true, "library"), named(true), false],
    ["one application for another", named(true, "library"), named(true, "shop"), true],
    ["the organisation too", named(false, "library"), named(true, "library"), true],
    ["no longer the organisation", named(true, "library"), named(false, "library"), false],
    ["another order", named(true, "library", "shop"), named(true, "shop", "library"), false],
  ])("recipients, %s", (_, was, is, material) => {
    expect(isMaterialChange(testVersion("a", ["email"], was), testVersion("a", ["email"], is))).toBe(material);
  });

  it("wording change: not material", () => {
    const texts = { en: { name: "Other", description: "Other words.", details: "More.", legalNote: "Other" } };
    const reworded = testVersion("a", ["email!", "phone"], {
      texts,
      retention: { kind: "days", days: 3 },
    });
    expect(isMaterialChange(before, reworded)).toBe(false);
  });

  it("a version is not a material change of itself, and a further attribute always is one", () => {
    const keys = fc.uniqueArray(fc.constantFrom("email", "email!", "phone", "name!"), {
      selector: (key) => key.replace("!", ""),
    });
    const property = fc.property(keys, (some) => {
      expect(isMaterialChange(testVersion("a", some), testVersion("a", some.toReversed()))).toBe(false);
      expect(isMaterialChange(testVersion("a", some), testVersion("a", [...some, "city"]))).toBe(true);
    });
    fc.assert(property, propertyRuns);
  });
});
