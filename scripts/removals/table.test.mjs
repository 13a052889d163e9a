import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkRemovals } from "../check/removals.mjs";
import { journeysOnly, redWithout } from "./outcome.mjs";
import { rowsOf } from "./table.mjs";
import { byPackage } from "./test-files.mjs";

const security =
  "| Threat | Control | Proof |\n|---|---|---|\n| A thing happens | It cannot | `packages/a/src/a.test.ts` |";
const removal = { threat: "A thing", file: "a.ts", from: "if (no) throw", to: "", test: "packages/a/src/a.test.ts" };

describe("checkRemovals", () => {
  /** @type {string} */
  let root;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "assent-removals-"));
    writeFileSync(join(root, "SECURITY.md"), security);
    writeFileSync(join(root, "a.ts"), "if (no) throw new Error();");
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("passes if row, test and text are there", async () => {
    expect(await checkRemovals(root, [removal])).toEqual({ ok: true, details: "" });
  });

  test.each([
    ["another threat", { threat: "Another" }, /0 rows that begin with “Another”/],
    ["a test that the row does not name", { test: "packages/a/src/b.test.ts" }, /does not name/],
    ["a control that has changed", { from: "if (yes) throw" }, /has 0 times/],
    ["a text that is there twice", { from: "r" }, /times what removes/],
    ["a file that is gone", { file: "b.ts" }, /b\.ts has 0 times/],
  ])("finds %s", async (_, change, problem) => {
    const { ok, details } = await checkRemovals(root, [{ ...removal, ...change }]);
    expect(ok).toBe(false);
    expect(details).toMatch(problem);
  });
});

test("only a failing test is red", () => {
  expect(redWithout({ passed: 3, failed: 1, broken: false })).toBe("red");
  expect(redWithout({ passed: 3, failed: 0, broken: false })).toBe("GREEN");
  expect(redWithout({ passed: 0, failed: 0, broken: true })).toBe("BROKEN");
  expect(redWithout({ passed: 0, failed: 0, broken: false })).toBe("NOTHING RAN");
});

test("rows have their threat and their proofs", () => {
  expect(rowsOf(security)).toEqual([{ threat: "A thing happens", proofs: ["packages/a/src/a.test.ts"] }]);
  expect(journeysOnly({ threat: "", proofs: ["e2e/journeys/a.spec.ts"] })).toBe(true);
  expect(journeysOnly({ threat: "", proofs: ["e2e/journeys/a.spec.ts", "packages/a/src/a.test.ts"] })).toBe(false);
});

test("files of one package run together, each once", () => {
  const files = ["packages/a/src/a.test.ts", "apps/web/b.test.ts", "scripts/launch/c.test.mjs", "scripts/d.test.mjs"];
  expect([...byPackage([...files, "packages/a/src/a.test.ts"])]).toEqual([
    ["packages/a", ["src/a.test.ts"]],
    ["apps/web", ["b.test.ts"]],
    ["scripts", ["launch/c.test.mjs", "d.test.mjs"]],
  ]);
});
