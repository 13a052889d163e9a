import { organisationOnly } from "@assent/consent/purpose/purpose";
import type { Purpose } from "@assent/database/purposes/purposes";
import { describe, expect, it } from "vitest";
import { listPurposeLines } from "./listing";

let made = 0;
function purpose(name: string, overrides: Partial<Purpose> = {}): Purpose {
  const id = `purpose-${++made}`;
  const ids = { purposeId: id, versionId: `version-${made}`, number: 2, position: made };
  const version: Purpose["version"] = {
    ...ids,
    retention: { kind: "account-closed" },
    basis: { kind: "consent" as const },
    recipients: organisationOnly,
    askFrom: null,
    texts: { en: { name, description: `About ${name}`, details: null, legalNote: null } },
    attributes: [
      { key: "email", mandatory: true, reasons: {} },
      { key: "gone", mandatory: false, reasons: {} },
    ],
  };
  const at = new Date("2026-01-01T00:00:00Z");
  const facts = {
    createdAt: at,
    archivedAt: null,
    changedAt: at,
    people: 0,
    askedBy: [],
    wasShown: true,
    endsGrants: false,
    hasDraft: false,
  };
  return { id, name, status: "live", position: made, ...facts, version, ...overrides };
}

const attributes = new Map([
  [
    "email",
    {
      key: "email",
      type: "email",
      sensitive: true,
      selfAssertable: true,
      label: "Email address",
      explanation: "",
      masked: false,
    },
  ],
] as const);
const list = (purposes: readonly Purpose[], filter: Parameters<typeof listPurposeLines>[3], search = "") =>
  listPurposeLines(purposes, attributes, ["en"], filter, search);
const namesOf = (...of: Parameters<typeof list>) => list(...of).map(({ name }) => name);

const first = purpose("First");
const old = purpose("Old", { status: "archived" });
const second = purpose("Second", { status: "draft" });
const all = [first, old, second];

describe("listPurposeLines", () => {
  it("marks an unpublished change of live purposes only", () => {
    const drafts = [purpose("Changed", { hasDraft: true }), purpose("New", { status: "draft", hasDraft: true }), first];
    expect(list(drafts, "live").map(({ hasChange }) => hasChange)).toEqual([true, false, false]);
  });

  it("keeps the order and filters by status; drafts count as not archived", () => {
    expect(namesOf(all, "live")).toEqual(["First", "Second"]);
    expect(namesOf(all, "archived")).toEqual(["Old"]);
    expect(namesOf(all, "all")).toEqual(["First", "Old", "Second"]);
  });

  it("searches names and descriptions, ignoring case", () => {
    expect(namesOf(all, "all", " FIRST ")).toEqual(["First"]);
    expect(namesOf(all, "all", "about s")).toEqual(["Second"]);
    expect(namesOf(all, "live", "nothing like it")).toEqual([]);
  });

  it("lets a purpose move within those that are not archived, with any filter", () => {
    const moves = list(all, "all").map(({ canMoveUp, canMoveDown }) => [canMoveUp, canMoveDown]);
    expect(moves).toEqual([
      [false, true],
      [false, false],
      [true, false],
    ]);
  });

  it("names attributes by label, or by key if the catalogue lacks them", () => {
    expect(list([first], "live")[0]?.attributes).toEqual([
      { label: "Email address", mandatory: true, told: false, sensitive: true },
      { label: "gone", mandatory: false, told: false, sensitive: false },
    ]);
  });
});
