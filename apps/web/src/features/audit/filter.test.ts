import { describe, expect, it } from "vitest";
import { auditFilter, auditTypes, readAuditCursor, readAuditQuery, writeAuditCursor } from "./filter";

const id = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
const nothing = { actor: null, type: null, sameAddressAs: null, since: null, before: null };
const filterOf = (search: Record<string, string>) => auditFilter(readAuditQuery(search));

describe("the filter of the audit log", () => {
  it.each([
    [{}, {}],
    [{ type: "purpose-changed" }, { type: "purpose-changed" }],
    [{ actor: id }, { actor: { userId: id } }],
    [{ actor: "system" }, { actor: "system" }],
    [{ same: id }, { sameAddressAs: id }],
    [{ from: "2026-02-04" }, { since: new Date("2026-02-04T00:00:00Z") }],
    [{ to: "2026-02-04" }, { before: new Date("2026-02-05T00:00:00Z") }],
  ])("%j", (search, expected) => expect(filterOf(search)).toEqual({ ...nothing, ...expected }));

  it.each([
    { same: "203.0.113.7" },
    { type: "provisioned" },
    { type: "refused" },
    { type: "x" },
    { actor: "Ada" },
    { from: "x" },
    { to: "x" },
  ])("matches nothing for the invalid filter %j", (search) => expect(filterOf(search)).toBeNull());

  it("does not offer events that only people cause", () => {
    for (const type of ["provisioned", "refused", "granted", "denied", "expired"])
      expect(auditTypes).not.toContain(type);
    for (const type of ["purpose-changed", "withdrawn", "closed", "suspended"]) expect(auditTypes).toContain(type);
  });
});

describe("the cursor of the audit log", () => {
  it("reads back what it wrote", () => {
    const cursor = { at: new Date("2026-02-04T09:12:26.123Z"), id };
    expect(readAuditCursor(writeAuditCursor(cursor))).toEqual(cursor);
  });

  it.each([undefined, "", "12", `x.${id}`, "12.no"])("reads %j as the first page", (text) =>
    expect(readAuditCursor(text)).toBeNull(),
  );
});
