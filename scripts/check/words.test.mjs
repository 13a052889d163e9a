import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { checkWords } from "./words.mjs";

/** @type {string} */
let root;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "assent-words-"));
});
afterEach(() => rmSync(root, { recursive: true }));

test.each([
  ["a line comment", "apps/web/src/a.ts", "call(); // WORD reads it", "Nobody"],
  ["a block comment", "packages/consent/src/a.ts", "/** For WORD. */", "somebody"],
  ["a line inside a block", "scripts/a.mjs", " * is right WORD", "to the letter"],
  ["a comment of a page", "apps/web/src/A.tsx", "      {/* It is there WORD. */}", "by now"],
  ["a title of a test", "e2e/journeys/a.spec.ts", 'test("WORD comes", async () => {', "whoever"],
  ["a title of a group", "packages/consent/src/a.test.ts", 'describe.each(all)("for WORD", () => {', "everybody"],
  ["a title of a table", "packages/consent/src/a.test.ts", '])("%s: WORD", () => {', "nobody"],
  ["a style sheet", "apps/web/src/a.css", "/* so that WORD\n takes it */", "nobody"],
  ["a comment of SQL", "bench/a.sql", "-- WORD", "for ever"],
  ["a document", "docs/b/c.md", "An WORD is sent.", "e-mail"],
  ["what is not", "apps/web/src/a.ts", "// It WORD to keep.", "is no reason"],
  ["a thing that stands", "docs/a.md", "It WORD on the screen.", "stands"],
  ["a document at the top", "README.md", "It works WORD.", "all the same"],
])("%s is read", async (_, path, text, word) => {
  write(path, text.replace("WORD", word));
  const { ok, details } = await checkWords(root);
  expect(ok).toBe(false);
  expect(details).toBe(`${path}:1 says “${word}”; say it in plain English`);
});

test.each([
  ["code", "apps/web/src/a.ts", 'const nobody = somebody("by now");'],
  ["an address", "apps/web/src/a.ts", 'const url = "https://nobody.example";'],
  ["a quotation", "docs/a.md", 'The button "Somebody else" and the user `nobody`.'],
  ["a migration", "packages/database/migrations/a.sql", "-- Nobody changes it."],
  ["a message", "apps/web/src/messages/en/a.json", '{ "a": "nobody" }'],
  ["an installed package", "apps/web/node_modules/a/README.md", "Nobody reads it."],
  ["plain English", "docs/a.md", "Nothing stands for itself, there is no reason, and no one is asked."],
])("%s is not", async (_, path, text) => {
  write(path, text);
  expect(await checkWords(root)).toEqual({ ok: true, details: "" });
});

/** @param {string} path @param {string} text */
function write(path, text) {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
}
