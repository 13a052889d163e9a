import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../paths.mjs";
import { startChild } from "../launch/processes.mjs";
import { withLock } from "./lock.mjs";

/** @type {string} */
let directory;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-lock-"));
});
afterEach(() => rmSync(directory, { recursive: true }));

test("processes with the same lock run one after the other", async () => {
  const program = `
    import { withLock } from ${JSON.stringify(join(root, "scripts/workspace/lock.mjs"))};
    await withLock("work", async () => {
      console.log("in");
      await new Promise((resolve) => setTimeout(resolve, 30));
      console.log("out");
    }, { directory: "." });
  `;
  writeFileSync(join(directory, "program.mjs"), program);
  /** @type {string[]} */
  const lines = [];
  const children = Array.from({ length: 5 }, (_, index) =>
    startChild({
      name: `process ${index}`,
      command: process.execPath,
      args: ["program.mjs"],
      cwd: directory,
      env: process.env,
      onLine: (line) => lines.push(line),
    }),
  );
  const ends = await Promise.all(children.map((child) => child.ended));
  expect(ends).toEqual(Array.from({ length: 5 }, () => "exit code 0"));
  expect(lines.filter((line) => /^(in|out)$/.test(line)).join(" ")).toBe("in out in out in out in out in out");
});

test("a lock whose process has ended does not count", async () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  writeFileSync(join(directory, "work.lock"), String(gone));
  expect(await withLock("work", async () => "done", { directory })).toBe("done");
});

test("the lock is released if the work fails", async () => {
  await expect(withLock("work", () => Promise.reject(new Error("no")), { directory })).rejects.toThrow("no");
  expect(readdirSync(directory)).toEqual([]);
});
