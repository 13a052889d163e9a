import { expect, it } from "vitest";
import { readCursor, writeCursor } from "./user-cursor";

const id = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";

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
])("takes %j for the first page", (text) => expect(readCursor(text)).toBeNull());
