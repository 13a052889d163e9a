import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../paths.mjs";
import { npmCommand } from "../workspace/npm.mjs";

/** @type {string} */
let directory;
const trace = () => join(directory, "cleaned-up");

// A launcher with two children: one stops when asked, the other must be killed.
const launcher = `
  import { rmSync, writeFileSync } from "node:fs";
  import { beforeEnd, endWhenAsked } from ${JSON.stringify(join(root, "scripts/launch/lifetime.mjs"))};
  import { startChild } from ${JSON.stringify(join(root, "scripts/launch/processes.mjs"))};
  endWhenAsked({ exitCode: () => 0 });
  beforeEnd(() => writeFileSync("cleaned-up", ""));
  const scripts = ["console.log('up'); setInterval(() => {}, 1000)",
    "process.on('SIGTERM', () => {}); console.log('up'); setInterval(() => {}, 1000)"];
  const children = scripts.map((script) => startChild({ name: "child", command: process.execPath, args: ["-e", script],
    cwd: ".", env: process.env, stopGraceMs: 500, onLine: () => { if (++up === 2) tell(); } }));
  let up = 0;
  const tell = () => console.log("pids " + [process.pid, ...children.map((child) => child.pid)].join(" "));
`;

beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "assent-lifetime-"));
  writeFileSync(join(directory, "launcher.mjs"), launcher);
  writeFileSync(join(directory, "package.json"), '{ "scripts": { "start": "node launcher.mjs" } }');
});
afterEach(() => rmSync(directory, { recursive: true }));

test.each(/** @type {const} */ (["SIGINT", "SIGTERM", "SIGHUP"]))("%s stops it and its children", async (signal) => {
  const { process: started, pids } = await start({ command: process.execPath, args: ["launcher.mjs"] });
  started.kill(signal);
  expect(await once(started, "exit")).toEqual([0, null]);
  await expectGone(pids);
});

test("two Ctrl-C within a moment count as one, because npm passes it on", async () => {
  const { process: started, pids } = await start({ command: process.execPath, args: ["launcher.mjs"] });
  started.kill("SIGINT");
  started.kill("SIGINT");
  await once(started, "exit");
  await expectGone(pids);
});

test.each(/** @type {const} */ (["SIGTERM", "SIGKILL"]))("%s to npm alone leaves nothing behind", async (signal) => {
  const { process: started, pids } = await start(npmCommand(["start", "--silent"]));
  started.kill(signal);
  await once(started, "exit");
  await expectGone(pids);
});

test("Ctrl-C in a terminal reaches npm, us and the children at once, and leaves nothing behind", async () => {
  const { process: started, pids } = await start(npmCommand(["start", "--silent"]));
  process.kill(-Number(started.pid), "SIGINT");
  await once(started, "exit");
  await expectGone(pids);
});

/** @param {import("../workspace/npm.mjs").Command} command */
async function start({ command, args }) {
  const started = spawn(command, args, {
    cwd: directory,
    stdio: ["ignore", "pipe", "inherit"],
    // A separate process group, as in a terminal.
    detached: true,
  });
  for await (const line of createInterface({ input: started.stdout })) {
    if (line.startsWith("pids ")) return { process: started, pids: line.slice(5).split(" ").map(Number) };
  }
  throw new Error("It did not start");
}

/** @param {readonly number[]} pids */
async function expectGone(pids) {
  await expect.poll(() => pids.filter(isAlive), { timeout: 10_000 }).toEqual([]);
  expect(existsSync(trace())).toBe(true);
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
