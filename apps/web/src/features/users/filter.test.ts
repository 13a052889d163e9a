import { describe, expect, it } from "vitest";
import { readCursor, readUserQuery, userFilter, writeCursor } from "./filter";

const id = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
const any = { status: null, providerId: null, purposeId: null, signedInSince: null };
const filterOf = (search: Record<string, string>) => userFilter(readUserQuery(search));

describe("the filter of users", () => {
  it.each([
    [{}, any, "newest"],
    [{ status: "suspended", order: "oldest" }, { ...any, status: "suspended" }, "oldest"],
    [{ provider: id, purpose: id }, { ...any, providerId: id, purposeId: id }, "newest"],
    [
      { signedIn: "2026-02-04", order: "present" },
      { ...any, signedInSince: new Date("2026-02-04T00:00:00Z") },
      "present",
    ],
    // What was searched is not in the address.
    [{ search: "3f9a1c" }, any, "newest"],
  ])("%j", (search, filter, order) => expect(filterOf(search)).toEqual({ filter, order }));

  it.each([
    { status: "gone" },
    { order: "name" },
    { provider: "small" },
    { purpose: `${id}'--` },
    { signedIn: "yesterday" },
    { signedIn: "2026-13-01" },
  ])("matches no one for the invalid filter %j", (search) => expect(filterOf(search)).toBeNull());
});

describe("the cursor of the list", () => {
  it("reads back what it wrote", () => {
    const cursor = { at: new Date("2026-02-04T09:12:26.123Z"), id };
    expect(readCursor(writeCursor(cursor))).toEqual(cursor);
    expect(readCursor(writeCursor({ at: null, id }))).toEqual({ at: null, id });
  });

  it.each([
    [undefined],
    [""],
    ["12"],
    [`x.${id}`],
    ["12.not-an-id"],
    [`12.${id}'--`],
    [`-1.${id}`],
    [`1e400.${id}`],
    [`99999999999999.${id}`],
  ])("starts at the first page for %j", (text) => expect(readCursor(text)).toBeNull());
});
