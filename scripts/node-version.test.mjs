import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeProblem } from "./node-version.mjs";
import { root } from "./paths.mjs";

test.each(["v20.20.2", "v22.11.9", "v9.0.0"])("Node %s is too old", (version) => {
  expect(nodeProblem(version)).toContain("22.12 or newer");
});

test.each(["v22.12.0", "v22.20.1", "v24.0.0"])("Node %s is accepted", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(["start", "dev", "check", "test"])("npm run %s says so and does nothing else", (command) => {
  const directory = mkdtempSync(join(tmpdir(), "assent-node-"));
  const pretend = join(directory, "pretend.cjs");
  writeFileSync(pretend, 'Object.defineProperty(process, "version", { value: "v16.20.2" });');
  try {
    expect(run(["-r", pretend, join(root, "scripts/run.mjs"), command])).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "assent: Node 16.20.2 is too old. Install Node 24 from https://nodejs.org/ (22.12 or newer will do) and try again.\n",
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
});

test.each([["strat"], []])("an unknown command is refused, with a list of the known ones", (...command) => {
  const { status, stderr } = run([join(root, "scripts/run.mjs"), ...command]);
  expect(status).toBe(1);
  expect(stderr).toMatch(/^assent: give one of these commands: start, build, dev, check, test, /);
});

/** @param {readonly string[]} args */
function run(args) {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { encoding: "utf8" });
  return { status, stdout, stderr };
}
