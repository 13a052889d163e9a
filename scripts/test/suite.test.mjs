import { expect, test } from "vitest";
import { countLine, crashed, judged } from "./suite.mjs";

const well = { ok: true, how: "exit code 0", lines: ["all is well"] };
const failure = { title: "adds", message: "1 is not 2" };

test("the last line counts all suites", () => {
  const results = [
    { name: "a", passed: 3, failures: [] },
    { name: "b", passed: 4, failures: [failure] },
    crashed("c", "no"),
  ];
  expect(countLine(results)).toBe("7 passed, 2 failed");
});

test("a suite that passed is unchanged", () => {
  const result = { name: "a", passed: 3, failures: [] };
  expect(judged(result, well)).toBe(result);
});

test("a suite that ran no test has failed", () => {
  expect(judged({ name: "a", passed: 0, failures: [] }, well).failures).toHaveLength(1);
});

test("a suite whose program failed has failed, even if its tests passed", () => {
  const [only] = judged(
    { name: "a", passed: 3, failures: [] },
    { ok: false, how: "SIGSEGV", lines: ["boom"] },
  ).failures;
  expect(only).toEqual({ title: "its program ended with SIGSEGV", message: "boom" });
});

test("failing tests are not counted again because the program failed too", () => {
  const result = { name: "a", passed: 3, failures: [failure] };
  expect(judged(result, { ok: false, how: "exit code 1", lines: [] })).toBe(result);
});
