import { describe, expect, it } from "vitest";
import { consentRequest, sameVersions } from "./consent-request.ts";
import { catalogueOf, itemOf, itemsOf, testAttribute, testVersion } from "../testing.ts";

const catalogue = catalogueOf(
  testAttribute("email", "email"),
  testAttribute("name"),
  testAttribute("flag", "boolean", { selfAssertable: false }),
);

describe("consentRequest", () => {
  it("sorts by position, then by purpose id", () => {
    const purposes = [
      testVersion("c", ["name"], { position: 1 }),
      testVersion("b", ["name"], { position: 1 }),
      testVersion("z", ["name"], { position: 0 }),
    ];
    const request = consentRequest({ purposes, values: {}, catalogue });
    expect(request.purposes.map((purpose) => purpose.version.purposeId)).toEqual(["z", "b", "c"]);
  });

  it("does not change its input", () => {
    const purposes = Object.freeze([testVersion("b", ["name"]), testVersion("a", ["email!"])]);
    expect(() => consentRequest({ purposes, values: Object.freeze({}), catalogue })).not.toThrow();
    expect(purposes.map(({ purposeId }) => purposeId)).toEqual(["b", "a"]);
  });

  it("makes one item for each attribute of each version, in the order of the version", () => {
    const request = consentRequest({
      purposes: [testVersion("a", ["name", "email!"])],
      values: { name: "Ana" },
      catalogue,
    });
    expect(itemsOf(request)).toEqual([
      {
        id: "a-v1.name",
        purposeId: "a",
        versionId: "a-v1",
        attribute: "name",
        mandatory: false,
        offer: { kind: "value", value: "Ana" },
      },
      {
        id: "a-v1.email",
        purposeId: "a",
        versionId: "a-v1",
        attribute: "email",
        mandatory: true,
        offer: { kind: "type-it" },
      },
    ]);
    expect(request.blockedBy).toEqual([]);
  });

  it("names what blocks the account once", () => {
    const purposes = [testVersion("a", ["flag!", "email!"]), testVersion("b", ["flag!"])];
    expect(consentRequest({ purposes, values: {}, catalogue }).blockedBy).toEqual(["flag"]);
  });

  it("is not blocked by an optional attribute that may not be typed", () => {
    const request = consentRequest({ purposes: [testVersion("a", ["flag"])], values: {}, catalogue });
    expect(request.blockedBy).toEqual([]);
    expect(itemOf(request, "a-v1.flag").offer).toEqual({ kind: "not-sent" });
  });

  it("lets an optional item be typed only if another purpose needs the attribute", () => {
    const optional = testVersion("a", ["email"]);
    const alone = consentRequest({ purposes: [optional], values: {}, catalogue });
    expect(itemOf(alone, "a-v1.email").offer).toEqual({ kind: "not-sent" });
    const beside = consentRequest({ purposes: [optional, testVersion("b", ["email!"])], values: {}, catalogue });
    expect(itemsOf(beside).map(({ offer }) => offer.kind)).toEqual(["type-it", "type-it"]);
  });

  it("offers nothing for an attribute that left the catalogue, and is blocked if that was mandatory", () => {
    const values = { shoe_size: "43" };
    const purposes = [testVersion("a", ["shoe_size!"])];
    const request = consentRequest({ purposes, values, catalogue });
    expect(request.blockedBy).toEqual(["shoe_size"]);
    expect(JSON.stringify(request)).not.toContain("43");
  });

  it("takes no inherited property for a value", () => {
    const known = catalogueOf(testAttribute("constructor"), testAttribute("__proto__"));
    const request = consentRequest({
      purposes: [testVersion("a", ["constructor", "__proto__"])],
      values: {},
      catalogue: known,
    });
    expect(itemsOf(request).map(({ offer }) => offer.kind)).toEqual(["not-sent", "not-sent"]);
  });

  it("says whether something was sent for an item without a value", () => {
    const purposes = [testVersion("a", ["email!", "name", "flag"])];
    const request = consentRequest({ purposes, values: {}, unusable: ["email", "flag"], catalogue });
    expect(itemsOf(request).map(({ offer }) => offer)).toEqual([
      { kind: "type-it", unusable: true },
      { kind: "not-sent" },
      { kind: "not-sent", unusable: true },
    ]);
    const sent = consentRequest({ purposes, values: { email: "a@example.org" }, unusable: ["email"], catalogue });
    expect(itemOf(sent, "a-v1.email").offer).toEqual({ kind: "value", value: "a@example.org" });
  });

  it("treats an empty value as not sent", () => {
    const request = consentRequest({ purposes: [testVersion("a", ["name"])], values: { name: "" }, catalogue });
    expect(itemOf(request, "a-v1.name").offer).toEqual({ kind: "not-sent" });
  });
});

describe("sameVersions", () => {
  const request = consentRequest({
    purposes: [testVersion("a", ["name"]), testVersion("b", ["name"])],
    values: {},
    catalogue,
  });
  const none = consentRequest({ purposes: [], values: {}, catalogue });

  it.each([
    ["the same", ["a-v1", "b-v1"], true],
    ["the same in another order", ["b-v1", "a-v1"], true],
    ["one missing", ["a-v1"], false],
    ["one too many", ["a-v1", "b-v1", "c-v1"], false],
    ["one twice in place of another", ["a-v1", "a-v1"], false],
    ["one twice", ["a-v1", "b-v1", "b-v1"], false],
    ["another version", ["a-v1", "b-v2"], false],
    ["none", [], false],
  ])("%s", (_, shown, same) => expect(sameVersions(shown, request)).toBe(same));

  it("no purpose shown, none asked", () => {
    expect(sameVersions([], none)).toBe(true);
    expect(sameVersions(["a-v1"], none)).toBe(false);
  });
});
