import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openLog } from "./log-file.mjs";

/** @type {string} */
let folder;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assent-log-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

const rotateAbove = 1000;
const lineOf = (/** @type {number} */ number) => `line ${String(number).padStart(6, "0")}`;
const numbersIn = (/** @type {string} */ file) =>
  [...readFileSync(file, "utf8").matchAll(/^line (\d+)$/gm)].map(([, number]) => Number(number));

// It was rotated at the start only, so a busy app filled the disk.
test("a log stays below its size while it is written, and no line is torn or lost at the change", async () => {
  const file = join(folder, "logs/app.log");
  const log = openLog(file, { rotateAbove });
  for (let number = 0; number < 5000; number += 1) log.write(lineOf(number));
  await log.end();
  for (const each of [file, `${file}.1`]) {
    expect(statSync(each).size).toBeLessThan(rotateAbove + 100);
    expect(statSync(each).mode & 0o777).toBe(0o600);
  }
  const kept = [...numbersIn(`${file}.1`), ...numbersIn(file)];
  expect(kept.at(-1)).toBe(4999);
  expect(kept).toEqual(kept.map((_, index) => 5000 - kept.length + index));
});

test("what was there is kept, and counts", async () => {
  const file = join(folder, "app.log");
  writeFileSync(file, `${"x".repeat(900)}\n`);
  const log = openLog(file, { rotateAbove });
  for (let number = 0; number < 20; number += 1) log.write(lineOf(number));
  await log.end();
  expect(readFileSync(`${file}.1`, "utf8")).toContain("xxx");
  expect([...numbersIn(`${file}.1`), ...numbersIn(file)]).toHaveLength(20);
});

test("a log that is too long at the start begins anew", async () => {
  const file = join(folder, "app.log");
  writeFileSync(file, `${"x".repeat(2000)}\n`);
  await openLog(file, { rotateAbove }).end();
  expect(statSync(file).size).toBe(0);
});

test("a full disk loses the log and ends no program", async () => {
  // Linux has a file that is always full.
  if (!existsSync("/dev/full")) return;
  const file = join(folder, "app.log");
  symlinkSync("/dev/full", file);
  const log = openLog(file, { rotateAbove });
  for (let number = 0; number < 10; number += 1) log.write(lineOf(number));
  await log.end();
});
