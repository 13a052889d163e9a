import { describe, expect, it } from "vitest";
import { consentRequest } from "../request/consent-request.ts";
import { previewRequest, type PreviewState, previewStates } from "./purpose-preview.ts";
import { organisationOnly } from "./purpose.ts";
import type { PurposeVersion } from "./purpose.ts";

const catalogue = new Map(
  [
    { key: "email", selfAssertable: true },
    { key: "badge", selfAssertable: false },
    { key: "name", selfAssertable: true },
  ].map(({ key, selfAssertable }) => [key, { key, type: "text" as const, sensitive: false, selfAssertable }]),
);
const sample = { email: "sam@example.org", badge: "17", name: "Sam" };
const now = new Date("2026-05-20T12:00:00Z");

const version = (purposeId: string, number: number, ...asks: [key: string, mandatory: boolean][]): PurposeVersion => ({
  ...{
    purposeId,
    versionId: `${purposeId}-${number}`,
    number,
    position: 1,
    basis: { kind: "consent" as const },
    recipients: organisationOnly,
    askFrom: null,
  },
  retention: { kind: "withdrawn" },
  texts: { en: { name: purposeId, description: "Something.", details: null, legalNote: null } },
  attributes: asks.map(([key, mandatory]) => ({ key, mandatory, reasons: {} })),
});

const edited = version("p", 2, ["email", true], ["badge", true], ["name", false]);
const other = version("other", 1, ["email", false]);

const preview = (state: PreviewState, given: Partial<Parameters<typeof previewRequest>[0]> = {}) =>
  previewRequest({ version: edited, before: null, others: [other], catalogue, sample, state, now, ...given });

const offers = (state: PreviewState) =>
  preview(state).purposes.map(({ items }) => items.map(({ offer }) => offer.kind));

describe("a preview", () => {
  it("asks like a first sign-in with every value", () => {
    const asked = consentRequest({ purposes: [edited], values: sample, catalogue });
    expect(preview("usual")).toEqual(asked);
    expect(preview("error")).toEqual(asked);
  });

  it.each([
    ["usual", [["value", "value", "value"]], []],
    ["value-missing", [["type-it", "value", "not-sent"]], []],
    ["mandatory-missing", [["type-it", "not-sent", "not-sent"]], ["badge"]],
  ] as const)("%s", (state, kinds, blockedBy) => {
    expect(offers(state)).toEqual(kinds);
    expect(preview(state).blockedBy).toEqual(blockedBy);
    expect(preview(state).again).toBeUndefined();
  });

  it("asks about a new purpose, beside what is unchanged", () => {
    const { purposes, again } = preview("again-new");
    expect(purposes.map(({ version: { purposeId }, before }) => [purposeId, before])).toEqual([["p", undefined]]);
    expect(again?.unchanged).toEqual([other]);
    expect(again?.canWaitUntil).toBeUndefined();
  });

  it("asks again about everything that has changed, with the version before", () => {
    const before = version("p", 1, ["email", false]);
    const { purposes, again } = preview("again-changed", { before });
    expect(purposes).toHaveLength(1);
    expect(purposes[0]?.before).toEqual(before);
    expect(purposes[0]?.items.map(({ because }) => because)).toEqual(["required", "new", "new"]);
    expect(again?.unchanged).toEqual([other]);
  });

  it("compares a purpose with itself if nothing was published", () => {
    const { purposes } = preview("again-changed", { version: { ...edited, number: 1 } });
    expect(purposes[0]?.before?.attributes).toEqual(edited.attributes);
  });

  it("shows an attribute that left the catalogue as not sent, and nothing that was not asked", () => {
    const lost = version("p", 1, ["gone", false]);
    for (const state of ["usual", "value-missing", "mandatory-missing"] as const) {
      const { purposes } = preview(state, { version: lost });
      expect(purposes[0]?.items.map(({ attribute, offer }) => [attribute, offer.kind])).toEqual([["gone", "not-sent"]]);
    }
  });

  it("has no box for a purpose without attributes, in any state", () => {
    for (const state of previewStates) {
      const items = preview(state, { version: version("p", 1), others: [] }).purposes.flatMap((asked) => asked.items);
      expect(items).toEqual([]);
    }
  });
});
