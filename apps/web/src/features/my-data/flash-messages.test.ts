import { expect, test } from "vitest";
import type { StoredItem, MyStoredPurpose } from "./stored-purposes";
import { readMyDataFlash } from "./flash-messages";

const at = new Date(0);
const stored = {
  ...{ value: "v", source: "provider" as const, providerName: "P", accountUrl: null, canCorrect: false, since: at },
  ...{ refreshedAt: null, missingSince: null, unusableSince: null, expiresAt: null },
} as const;
const item = (attribute: string, state: StoredItem["state"]): StoredItem => ({
  ...{
    attribute,
    label: `the ${attribute}`,
    mandatory: false,
    basis: null,
    reason: null,
    needed: false,
    state,
    decidedAt: at,
    usedElsewhere: false,
    canAgree: false,
  },
  stored: state === "stored" ? stored : null,
});
const purpose = (id: string, ...items: StoredItem[]): MyStoredPurpose => ({
  ...{ id, name: `Purpose ${id}`, description: "", version: 1, decidedAt: at, retention: { kind: "withdrawn" } },
  basis: { kind: "consent" },
  recipients: { organisation: true, applications: [] },
  objectedAt: null,
  reworded: null,
  items,
});

const demo = { slug: "demo", providerName: "Demo University", subject: "s", since: at };
const identities = [{ ...demo, enabled: true, canDisconnect: false }];
const applications = [
  { id: "ended", name: "Library Portal", gets: ["the email"], withdraws: [] },
  { id: "granted", name: "Shop", gets: [], withdraws: [{ purposeId: "a", attribute: "email", label: "the email" }] },
];

test("names only a connected provider", () => {
  expect(readMyDataFlash({ identities, applications, purposes: [] }, "connected", "demo")).toEqual({
    kind: "connected",
    provider: "Demo University",
  });
  expect(readMyDataFlash({ identities, applications, purposes: [] }, "disconnected", "other")).toEqual({
    kind: "disconnected",
  });
});

test("says what an application still gets after everything else was withdrawn", () => {
  const data = { identities, applications, purposes: [] };
  expect(readMyDataFlash(data, "application", "ended")).toEqual({
    kind: "application",
    name: "Library Portal",
    gets: ["the email"],
  });
});

test("says what a withdrawn attribute is still stored for", () => {
  const data = {
    identities,
    applications,
    purposes: [purpose("a", item("email", "withdrawn")), purpose("b", item("email", "stored"))],
  };
  expect(readMyDataFlash(data, "withdrawn", "a.email")).toMatchObject({ label: "the email", keptFor: ["Purpose b"] });
  expect(
    readMyDataFlash({ identities, applications, purposes: data.purposes.slice(0, 1) }, "withdrawn", "a.email"),
  ).toMatchObject({
    keptFor: [],
  });
});

test.each([
  ["withdrawn", "b.email"],
  ["withdrawn", "a.phone"],
  ["withdrawn", "c.email"],
  ["withdrawn", undefined],
  ["withdrawn", "email"],
  ["agreed", "a.email"],
  ["corrected", ".email"],
  ["deleted", "a.email"],
  ["connected", "other"],
  ["connected", undefined],
  ["disconnected", "demo"],
  ["application", "granted"],
  ["application", "other"],
  [undefined, "a.email"],
])("ignores what the data does not confirm: %s %s", (done, of) => {
  const data = {
    identities,
    applications,
    purposes: [purpose("a", item("email", "withdrawn")), purpose("b", item("email", "stored"))],
  };
  expect(readMyDataFlash(data, done, of)).toBeNull();
});
