import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { userName } from "./user-name.mjs";

/** @type {string} */
let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-user-name-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("a user with a name needs nothing", async () => {
  expect(await userName(directory)).toEqual({});
});

test("a user without a name gets one from the library", async () => {
  const library = join(directory, "library.so");
  writeFileSync(library, "");
  const name = await userName(directory, { isNamed: false, library });
  expect(name["LD_PRELOAD"]).toBe(library);
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  expect(readFileSync(name["NSS_WRAPPER_PASSWD"] ?? "", "utf8")).toBe(`assent:x:${uid}:${gid}::/:/bin/false\n`);
  expect(readFileSync(name["NSS_WRAPPER_GROUP"] ?? "", "utf8")).toBe(`assent:x:${gid}:\n`);
});

test("without the library the sentence names DATABASE_URL", async () => {
  const library = join(directory, "gone.so");
  await expect(userName(directory, { isNamed: false, library })).rejects.toThrow(/has none.*DATABASE_URL/);
});
