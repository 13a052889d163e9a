import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { nodeProblem } from "./node-version.mjs";
import { root } from "./paths.mjs";

test.each(["v20.20.2", "v22.11.9", "v9.0.0"])("Node %s is too old", (version) => {
  expect(nodeProblem(version)).toContain("22.12 or newer");
});

test.each(["v22.12.0", "v22.20.1", "v24.0.0"])("Node %s will do", (version) => {
  expect(nodeProblem(version)).toBeUndefined();
});

test.each(["start", "dev", "check", "test"])("%s.mjs says so and does nothing else", (command) => {
  const directory = mkdtempSync(join(tmpdir(), "assent-node-"));
  const pretend = join(directory, "pretend.cjs");
  writeFileSync(pretend, 'Object.defineProperty(process, "version", { value: "v16.20.2" });');
  try {
    execFileSync(process.execPath, ["-r", pretend, join(root, "scripts", `${command}.mjs`)], { stdio: "pipe" });
    expect.unreachable();
  } catch (error) {
    const { status, stdout, stderr } = /** @type {{ status: number, stdout: Buffer, stderr: Buffer }} */ (error);
    expect({ status, stdout: String(stdout), stderr: String(stderr) }).toEqual({
      status: 1,
      stdout: "",
      stderr:
        "assent: Node 16.20.2 is too old. Install Node 24 from https://nodejs.org/ (22.12 or newer will do) and try again.\n",
    });
  } finally {
    rmSync(directory, { recursive: true });
  }
});
