import { expect, test } from "vitest";
import { accessOf } from "./access-rule";

const now = Date.UTC(2026, 10, 30, 12);
const minutesAgo = (minutes: number) => ({ userId: "ana", provedAt: now - minutes * 60_000 });

test("opens for an account that is not closed", () => {
  expect(accessOf(minutesAgo(1), "suspended", now)).toEqual({ id: "ana", isFresh: true });
  expect(accessOf(minutesAgo(1), "active", now)).toEqual({ id: "ana", isFresh: true });
  expect(accessOf(minutesAgo(1), "closed", now)).toBeNull();
  expect(accessOf(minutesAgo(1), null, now)).toBeNull();
});

test("what cannot be taken back needs a proof of the last ten minutes, by the provider's word", () => {
  expect(accessOf(minutesAgo(9), "suspended", now)?.isFresh).toBe(true);
  expect(accessOf(minutesAgo(10), "suspended", now)?.isFresh).toBe(false);
  expect(accessOf({ userId: "ana", provedAt: null }, "suspended", now)).toEqual({ id: "ana", isFresh: false });
});
