import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkProofs } from "./proofs.mjs";

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assent-proofs-"));
  write("SECURITY.md", "| Threat | Control | `packages/a/src/a.test.ts` |");
  write("docs/decision-table.md", "| Situation | `one.spec.ts` it happens<br>`one.spec.ts` it is told |");
  write("packages/a/src/a.test.ts", "");
  write("e2e/journeys/one.spec.ts", 'test("it happens", x);\n  test(`it is told (${who}) @phone`, x);');
});
afterEach(() => rmSync(root, { recursive: true }));

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}

test("existing proofs pass", async () => {
  expect(await checkProofs(root)).toEqual({ ok: true, details: "" });
});

test.each([
  ["a test that is gone", () => rmSync(join(root, "packages/a/src/a.test.ts")), /a\.test\.ts, which is not there/],
  ["a journey that is gone", () => write("e2e/journeys/one.spec.ts", 'test("it is told", x);'), /“it happens”/],
  ["a file of journeys that is gone", () => rmSync(join(root, "e2e/journeys/one.spec.ts")), /is not in one\.spec\.ts/],
  [
    "a journey that needs a script",
    () => write("e2e/journeys/one.spec.ts", 'test("it happens @script", x);\ntest("it is told", x);'),
    /needs a script/,
  ],
  ["a table without journeys", () => write("docs/decision-table.md", "| Situation |"), /names no journey/],
  ["a threat table without proof", () => write("SECURITY.md", "| Threat |"), /names no file/],
])("%s is found", async (_, change, problem) => {
  change();
  const verdict = await checkProofs(root);
  expect(verdict.ok).toBe(false);
  expect(verdict.details).toMatch(problem);
});
