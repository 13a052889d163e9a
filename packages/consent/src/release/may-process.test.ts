import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mayProcess, type ProcessingReason } from "./may-process.ts";
import { type GrantForRelease, release } from "./release.ts";

const now = new Date("2026-11-29T12:00:00Z");
const before = new Date(now.getTime() - 1);
const later = new Date(now.getTime() + 1);
const mailing = "mailing";
const named = (...ids: string[]) => ({
  organisation: true,
  applications: ids.map((id) => ({ id, clientId: id, name: id })),
});
const grant = (over: Partial<GrantForRelease> = {}): GrantForRelease => ({
  purposeId: "newsletter",
  attribute: "email",
  expiresAt: null,
  agreed: named(mailing),
  current: named(mailing),
  ...over,
});

describe("whether the mailing service may send the newsletter to an address", () => {
  it.each<[title: string, ProcessingReason, GrantForRelease[]]>([
    ["the person agreed", "granted", [grant()]],
    ["until later", "granted", [grant({ expiresAt: later })]],
    ["nothing was agreed to", "no-live-grant", []],
    ["the consent expires at this instant", "no-live-grant", [grant({ expiresAt: now })]],
    ["it expired before", "no-live-grant", [grant({ expiresAt: before })]],
    ["another detail was agreed to", "no-live-grant", [grant({ attribute: "name" })]],
    ["the address was agreed to for something else", "no-live-grant", [grant({ purposeId: "invoices" })]],
    ["the person agreed before it was named", "not-named", [grant({ agreed: named() })]],
    ["the person agreed to another service", "not-named", [grant({ agreed: named("shop"), current: named("shop") })]],
    ["it is no longer named", "no-longer-named", [grant({ current: named("shop") })]],
    ["the purpose is no longer asked", "granted", [grant({ current: null })]],
  ])("%s: %s", (_title, reason, grants) => {
    const question = { applicationId: mailing, purposeId: "newsletter", attribute: "email", grants, now };
    expect(mayProcess(question)).toEqual({ reason, grant: reason === "granted" ? grants[0] : null });
  });
});

const recipients = fc.subarray([mailing, "shop"]).map((ids) => named(...ids));
const grants = fc.uniqueArray(
  fc.record({
    purposeId: fc.constantFrom("newsletter", "invoices", "support"),
    attribute: fc.constantFrom("email", "name"),
    expiresAt: fc.constantFrom(null, before, later),
    agreed: recipients,
    current: fc.option(recipients),
  }),
  { maxLength: 6, selector: ({ purposeId, attribute }) => `${purposeId} ${attribute}` },
);

it("allows exactly the purposes for which the value would be released to the same application", () => {
  fc.assert(
    fc.property(grants, fc.constantFrom("email", "name"), fc.constantFrom(mailing, "shop"), (held, attribute, id) => {
      const stored = [{ attribute, value: "something" }];
      const [decided] = release({ applicationId: id, asked: new Set([attribute]), grants: held, stored, now });
      const allowed = ["newsletter", "invoices", "support"].filter(
        (purposeId) => mayProcess({ applicationId: id, purposeId, attribute, grants: held, now }).reason === "granted",
      );
      expect(allowed.sort()).toEqual([...(decided?.purposes ?? [])].sort());
    }),
  );
});
