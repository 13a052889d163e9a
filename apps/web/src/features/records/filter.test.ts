import { describe, expect, it } from "vitest";
import { readRecordCursor, readRecordQuery, recordFilter, writeRecordCursor } from "./filter";
import { writeFields } from "@/platform/filter-fields";

const id = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
const any = { attribute: null, before: null, providerId: null, purposeId: null, receiptNumber: null, since: null };
const nothing = { ...any, state: null, userId: null, version: null };
const filterOf = (search: Record<string, string | string[]>) => recordFilter(readRecordQuery(search));

describe("the filter of records", () => {
  it.each([
    [{}, {}],
    [{ purpose: "" }, {}],
    [
      { purpose: id, version: "2" },
      { purposeId: id, version: 2 },
    ],
    [
      { attribute: "phone_number", decision: "not-sent" },
      { attribute: "phone_number", state: "not-sent" },
    ],
    [
      { provider: id, user: id },
      { providerId: id, userId: id },
    ],
    [{ receipt: " 7q4k 2m9x " }, { receiptNumber: "7Q4K-2M9X" }],
    [{ receipt: "7Q4K2M9X" }, { receiptNumber: "7Q4K-2M9X" }],
    [{ purpose: [id, "other"] }, { purposeId: id }],
    // Both days are included, in UTC.
    [
      { from: "2026-02-04", to: "2026-02-04" },
      { since: new Date("2026-02-04T00:00:00Z"), before: new Date("2026-02-05T00:00:00Z") },
    ],
    [{ to: "2028-02-28" }, { before: new Date("2028-02-29T00:00:00Z") }],
  ])("%j", (search, expected) => expect(filterOf(search)).toEqual({ ...nothing, ...expected }));

  it.each([
    { purpose: "news" },
    { version: "0" },
    { version: "two" },
    { version: "99999999999" },
    { attribute: "a b" },
    { attribute: "a\u0000" },
    { decision: "maybe" },
    { provider: `${id}'--` },
    { user: "ana@example.org" },
    { receipt: "7Q4K" },
    { from: "2026-02-30" },
    { from: "26-02-04" },
    { to: "today" },
    { to: "9999-12-31" },
  ])("matches nothing for the invalid filter %j", (search) => expect(filterOf(search)).toBeNull());

  it("writes what it read", () => {
    const search = { purpose: id, decision: "denied", from: "2026-02-04" };
    expect(writeFields(readRecordQuery(search))).toBe(`?purpose=${id}&decision=denied&from=2026-02-04`);
    expect(writeFields(readRecordQuery({}))).toBe("");
  });
});

describe("the cursor of records", () => {
  it("reads back what it wrote", () => {
    const cursor = {
      decidedAt: new Date("2026-02-04T09:12:26.123Z"),
      receiptId: id,
      versionId: id,
      attribute: "email",
    };
    expect(readRecordCursor(writeRecordCursor(cursor))).toEqual(cursor);
  });

  it.each([undefined, "", "12", `12.${id}.${id}`, `x.${id}.${id}.email`, `12.no.${id}.email`, `12.${id}.${id}.a b`])(
    "reads %j as the first page",
    (text) => expect(readRecordCursor(text)).toBeNull(),
  );
});
