import { expect, test } from "vitest";
import { ageToAsk, unmetCondition } from "./account-conditions.ts";
import { isOldEnough } from "./minimum-age.ts";

const today = "2026-11-30";

test.each([
  ["2010-11-30", true],
  ["2010-12-01", false],
  ["2000-01-01", true],
  ["2026-11-30", false],
  ["2010-11-30T00:00:00Z", true],
  // A year alone: 31 December counts.
  ["2010", false],
  ["2009", true],
  ["0000-11-30", null],
  ["30.11.2000", null],
  [null, null],
  [20001130, null],
])("who was born on %j is sixteen: %j", (birthdate, old) => {
  expect(isOldEnough({ birthdate }, 16, today)).toBe(old);
});

test.each([
  ["2026-02-28", false],
  ["2026-03-01", true],
])("who was born on 29 February is eighteen on %s: %j", (day, old) => {
  expect(isOldEnough({ birthdate: "2008-02-29" }, 18, day)).toBe(old);
});

const age = (years: number, asks: boolean) => ({ kind: "age", years, asks }) as const;

test.each([
  [{ birthdate: "2000-01-01" }, [age(16, true)], null, null],
  [{ birthdate: "2020-01-01" }, [age(16, true)], 0, null],
  [{}, [age(16, false)], 0, null],
  [{}, [age(16, true)], null, 16],
  [{ birthdate: "0000-01-01" }, [age(13, true), age(18, true)], null, 18],
  [{ birthdate: "2012-01-01" }, [age(13, true), age(18, false)], 1, null],
])("%j with %j", (claims, conditions, unmet, asked) => {
  expect(unmetCondition(claims, conditions, today)).toBe(unmet === null ? null : conditions[unmet]);
  expect(ageToAsk(claims, conditions, today)).toBe(asked);
});
