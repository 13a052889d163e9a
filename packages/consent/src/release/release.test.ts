import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Recipients } from "../purpose/purpose.ts";
import { type GrantForRelease, isAskedThrough, release, type ReleaseReason } from "./release.ts";

const now = new Date("2026-11-29T12:00:00Z");
const before = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);
const library = "library";
const shop = "shop";
const named = (ids: readonly string[]) => ids.map((id) => ({ id, clientId: id, name: id }));
const only = (...applications: string[]) => ({ organisation: true, applications: named(applications) });
const grant = (over: Partial<GrantForRelease> = {}): GrantForRelease => ({
  purposeId: "p",
  attribute: "email",
  expiresAt: null,
  agreed: only(library),
  current: only(library),
  ...over,
});
const stored = [{ attribute: "email", value: "a@e.org" }];

describe("whether the library gets an email address", () => {
  it.each<[title: string, ReleaseReason, Partial<Parameters<typeof release>[0]>]>([
    ["a live grant names it", "released", {}],
    ["nothing was agreed to", "no-grant", { grants: [] }],
    ["the grant expires at this instant", "no-grant", { grants: [grant({ expiresAt: now })] }],
    ["the grant expired before", "no-grant", { grants: [grant({ expiresAt: before })] }],
    ["the grant ends later", "released", { grants: [grant({ expiresAt: later })] }],
    ["an end that is not a date covers nothing", "no-grant", { grants: [grant({ expiresAt: new Date(Number.NaN) })] }],
    ["the grant is of another attribute", "no-grant", { grants: [grant({ attribute: "name" })] }],
    ["the purpose names only the organisation", "not-named", { grants: [grant({ agreed: only(), current: only() })] }],
    [
      "the purpose names another application",
      "not-named",
      { grants: [grant({ agreed: only(shop), current: only(shop) })] },
    ],
    [
      "it was added after the person agreed",
      "not-named",
      { grants: [grant({ agreed: only(), current: only(library) })] },
    ],
    ["it was removed later", "no-longer-named", { grants: [grant({ current: only() })] }],
    ["the purpose is no longer asked", "released", { grants: [grant({ current: null })] }],
    ["one of two purposes names it", "released", { grants: [grant({ purposeId: "q", agreed: only() }), grant()] }],
    [
      "agreed to in one purpose, named today by another",
      "not-named",
      {
        grants: [grant({ agreed: only() }), grant({ purposeId: "q", agreed: only(shop), current: only(library) })],
      },
    ],
    ["nothing is stored", "no-value", { stored: [] }],
    ["it did not ask", "not-asked", { asked: new Set() }],
  ])("%s: %s", (_title, reason, over) => {
    const decided = release({
      applicationId: library,
      asked: new Set(["email"]),
      grants: [grant()],
      stored,
      now,
      ...over,
    });
    expect(decided).toHaveLength(1);
    expect(decided[0]).toMatchObject({ attribute: "email", reason, value: reason === "released" ? "a@e.org" : null });
  });
});

const keys: fc.Arbitrary<string> = fc.constantFrom("email", "name", "phone_number");
const recipients = fc.record({ organisation: fc.boolean(), applications: fc.subarray([library, shop]).map(named) });
const grants = fc.array(
  fc.record({
    purposeId: fc.constantFrom("p", "q", "r"),
    attribute: keys,
    expiresAt: fc.constantFrom(null, before, later),
    agreed: recipients,
    current: fc.option(recipients),
  }),
  { maxLength: 6 },
);
const values = fc.uniqueArray(keys).map((list) => list.map((attribute) => ({ attribute, value: `${attribute}!` })));

it("never releases a value without a live grant for this application, and requesting more does not release more", () => {
  fc.assert(
    fc.property(
      grants,
      values,
      fc.uniqueArray(keys),
      fc.constantFrom(library, shop),
      (held, have, asked, applicationId) => {
        const decide = (names: Iterable<string>) =>
          release({ applicationId, asked: new Set(names), grants: held, stored: have, now });
        for (const { attribute, reason, value, purposes } of decide(asked)) {
          const covering = held.filter(
            (one) =>
              one.attribute === attribute &&
              (one.expiresAt === null || one.expiresAt > now) &&
              one.agreed.applications.some(({ id }) => id === applicationId) &&
              (one.current === null || one.current.applications.some(({ id }) => id === applicationId)),
          );
          expect(reason === "released").toBe(
            covering.length > 0 && asked.includes(attribute) && have.some((one) => one.attribute === attribute),
          );
          expect(value).toBe(reason === "released" ? `${attribute}!` : null);
          expect(purposes.every((id) => covering.some(({ purposeId }) => purposeId === id))).toBe(true);
        }
        // Requesting more does not change the release of what was requested before.
        const all = decide(["email", "name", "phone_number"]);
        for (const one of decide(asked).filter(({ reason }) => reason === "released")) expect(all).toContainEqual(one);
      },
    ),
  );
});

it("asks everyone the organisation's purposes, and an application's purposes only people who sign in to it", () => {
  const asked = (recipients: Recipients, applicationId: string | null) => isAskedThrough({ recipients }, applicationId);
  expect(asked(only(), null)).toBe(true);
  expect(asked(only(library), shop)).toBe(true);
  const own = { organisation: false, applications: named([library]) };
  expect(asked(own, library)).toBe(true);
  expect(asked(own, shop)).toBe(false);
  expect(asked(own, null)).toBe(false);
});
