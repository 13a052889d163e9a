import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { filesBelow, stampOf } from "./stamp.mjs";

/** @type {string} */
let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-stamp-"));
  mkdirSync(join(directory, "node_modules"));
  write("a.ts", "a");
  write("b.ts", "b");
});
afterEach(() => rmSync(directory, { recursive: true }));

const write = (/** @type {string} */ name, /** @type {string} */ text) => writeFileSync(join(directory, name), text);
const stamp = async (/** @type {string[]} */ ...facts) =>
  stampOf(await filesBelow(directory, { skip: new Set(["node_modules"]) }), facts);

test("the same files and facts give the same stamp", async () => {
  expect(await stamp("v20")).toBe(await stamp("v20"));
});

test.each([
  ["changed text", () => write("a.ts", "c")],
  ["a new file", () => write("c.ts", "")],
  ["a removed file", () => rmSync(join(directory, "b.ts"))],
  ["text that moved to another file", () => (write("a.ts", "ab"), write("b.ts", ""))],
])("%s gives another", async (_, change) => {
  const before = await stamp("v20");
  change();
  expect(await stamp("v20")).not.toBe(before);
});

test("another fact gives another, and what is skipped does not", async () => {
  const before = await stamp("v20");
  expect(await stamp("v22")).not.toBe(before);
  write("node_modules/x.js", "x");
  expect(await stamp("v20")).toBe(before);
});
