import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkRemovals } from "../check/removals.mjs";
import { outside } from "../test/playwright.mjs";
import { chosenBy, ranOf } from "./journeys.mjs";
import { lineOf, redWithout, rowsWith } from "./outcome.mjs";
import { rowsOf } from "./table.mjs";
import { byPackage } from "./test-files.mjs";

const proofs = ["packages/a/src/a.test.ts", "e2e/journeys/a.spec.ts"];
const security = `| Threat | Control | Proof |\n|---|---|---|\n| A thing happens | It cannot | \`${proofs.join("`, `")}\` |`;
const removal = { threat: "A thing", file: "a.ts", from: "if (no) throw", to: "", test: "packages/a/src/a.test.ts" };
const seen = { ...removal, test: "e2e/journeys/a.spec.ts", journey: "a thing (of two)" };

describe("checkRemovals", () => {
  /** @type {string} */
  let root;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "assent-removals-"));
    writeFileSync(join(root, "SECURITY.md"), security);
    writeFileSync(join(root, "a.ts"), "if (no) throw new Error();");
    mkdirSync(join(root, "e2e/journeys"), { recursive: true });
    writeFileSync(join(root, seen.test), '// a thing of three\ntest("a thing (of two) is refused", () => {});');
  });
  afterEach(() => rmSync(root, { recursive: true }));

  test("passes if row, test and text are there", async () => {
    expect(await checkRemovals(root, [removal, seen])).toEqual({ ok: true, details: "" });
  });

  test.each([
    ["another threat", { threat: "Another" }, /0 rows that begin with “Another”/],
    ["a test that the row does not name", { test: "packages/a/src/b.test.ts" }, /does not name/],
    ["a control that has changed", { from: "if (yes) throw" }, /has 0 times/],
    ["a text that is there twice", { from: "r" }, /times what removes/],
    ["a file that is gone", { file: "b.ts" }, /b\.ts has 0 times/],
    ["a journey of no title", { test: seen.test }, /Only journeys, and all of them/],
    ["a title of no journey", { journey: "a thing" }, /Only journeys, and all of them/],
    ["a journey that is gone", { test: seen.test, journey: "a thing of three" }, /has no “a thing of three”/],
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
  expect(rowsOf(security)).toEqual([{ threat: "A thing happens", proofs }]);
  expect(rowsWith(rowsOf(security), [removal])).toEqual(rowsOf(security));
  expect(rowsWith(rowsOf(security), [{ ...removal, threat: "Another" }])).toEqual([]);
});

test("a line of the table names the journey", () => {
  expect(lineOf(removal, "red")).toBe("| A thing | a.ts | packages/a/src/a.test.ts | red |");
  expect(lineOf(seen, "GREEN")).toBe("| A thing | a.ts | e2e/journeys/a.spec.ts: a thing (of two) | GREEN |");
});

test("journeys are chosen by their files and the parts of their titles, each once", () => {
  const other = { ...seen, test: "e2e/journeys/b.spec.ts", journey: "another" };
  const files = ["journeys/a.spec.ts", "journeys/b.spec.ts"];
  expect(chosenBy([seen, seen, other])).toEqual([
    ...files,
    "--project=desktop",
    "--grep",
    "a thing \\(of two\\)|another",
  ]);
});

test("what fails outside of the journeys is not a failed journey", () => {
  const [failed, start] = [
    { title: "a.spec.ts: a thing (desktop)", message: "" },
    { title: outside, message: "" },
  ];
  expect(ranOf({ passed: 2, failures: [failed] })).toEqual({ passed: 2, failed: 1, broken: false });
  expect(ranOf({ passed: 0, failures: [start] })).toEqual({ passed: 0, failed: 0, broken: true });
});

test("files of one package run together, each once", () => {
  const files = ["packages/a/src/a.test.ts", "apps/web/b.test.ts", "scripts/launch/c.test.mjs", "scripts/d.test.mjs"];
  expect([...byPackage([...files, "packages/a/src/a.test.ts"])]).toEqual([
    ["packages/a", ["src/a.test.ts"]],
    ["apps/web", ["b.test.ts"]],
    ["scripts", ["launch/c.test.mjs", "d.test.mjs"]],
  ]);
});
