import { describe, expect, test } from "vitest";
import { readAuthentication } from "./claim-checks.ts";

const now = new Date("2026-06-01T12:00:00Z");
const seconds = now.getTime() / 1000;

describe("when and how a person proved who they are", () => {
  test.each([
    ["now", seconds, now],
    ["an hour ago", seconds - 3600, new Date("2026-06-01T11:00:00Z")],
    ["a clock that is a little ahead", seconds + 60, new Date("2026-06-01T12:01:00Z")],
    ["a clock that is far ahead", seconds + 61, null],
    ["milliseconds", now.getTime(), null],
    ["nothing", undefined, null],
    ["null", null, null],
    ["a text", String(seconds), null],
    ["zero", 0, null],
    ["a negative time", -1, null],
    ["an infinite number", Infinity, null],
    ["not a number", NaN, null],
    ["a list", [seconds], null],
  ])("auth_time: %s", (_, said, at) => {
    expect(readAuthentication({ auth_time: said }, now).at).toEqual(at);
  });

  test.each([
    ["urn:mace:incommon:iap:silver", "urn:mace:incommon:iap:silver"],
    ["", null],
    ["a\u0000b", null],
    ["é", null],
    ["x".repeat(256), null],
    [1, null],
    [undefined, null],
  ])("acr: %s", (said, acr) => {
    expect(readAuthentication({ acr: said }, now).acr).toBe(acr);
  });
});
