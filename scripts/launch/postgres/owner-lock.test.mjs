import { spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { DirectoryInUse, lockDirectory } from "./owner-lock.mjs";

/** @type {string} */
let dataDir;
/** @type {import("node:child_process").ChildProcess[]} */
const children = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "assent-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

const lockFile = () => join(dataDir, "database.lock");
const readLock = () => JSON.parse(readFileSync(lockFile(), "utf8"));
const writeLock = (/** @type {object} */ owner) => writeFileSync(lockFile(), JSON.stringify(owner));

/** When a process started; null if the system does not show it. @param {number} pid */
function started(pid) {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) ? readFileSync(stat, "utf8").split(") ")[1]?.split(" ")[19] : null;
}

/** The machine or container that a lock of this process names. */
async function here() {
  const unlock = await lockDirectory(dataDir);
  const { where } = readLock();
  await unlock();
  return where;
}

/** Starts another process, and writes a lock for it. */
async function owner() {
  const where = await here();
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  children.push(child);
  const pid = child.pid ?? 0;
  writeLock({ pid, started: started(pid), where });
  return { child, pid };
}

/** @param {import("node:child_process").ChildProcess} child */
async function killed(child) {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

test("another running process keeps the lock; a killed one does not", async () => {
  const { child, pid } = await owner();
  const refused = lockDirectory(dataDir);
  await expect(refused).rejects.toBeInstanceOf(DirectoryInUse);
  await expect(refused).rejects.toThrow(`Process ${pid} uses the data directory`);
  await killed(child);
  const unlock = await lockDirectory(dataDir);
  expect(readLock()).toMatchObject({ pid: process.pid });
  await unlock();
  expect(existsSync(lockFile())).toBe(false);
});

test("one process can hold it only once", async () => {
  const unlock = await lockDirectory(dataDir);
  await expect(lockDirectory(dataDir)).rejects.toThrow("This process already uses");
  await unlock();
});

test("a process with the reused id of an ended owner does not count as the owner", async () => {
  const { pid } = await owner();
  writeLock({ ...readLock(), pid, started: "1" });
  const unlock = await lockDirectory(dataDir);
  await unlock();
});

// Two containers on one volume: the process ids of one mean another process, or none, in the other.
test("an owner in another container keeps it while it shows that it runs, for any process id", async () => {
  writeLock({ pid: process.pid, started: started(process.pid), where: "another container" });
  await expect(lockDirectory(dataDir)).rejects.toThrow("A process elsewhere uses");
  const longAgo = new Date(Date.now() - 61_000);
  utimesSync(lockFile(), longAgo, longAgo);
  const unlock = await lockDirectory(dataDir);
  await unlock();
});

test.each(["", "{", '{"pid":"1"}', "null"])("an unreadable lock, %j, is cleared", async (content) => {
  writeFileSync(lockFile(), content);
  const unlock = await lockDirectory(dataDir);
  await unlock();
  expect(existsSync(lockFile())).toBe(false);
});

test.each(Array.from({ length: 20 }, (_, index) => index))(
  "one of many concurrent processes gets the lock (%i)",
  async () => {
    const { child } = await owner();
    await killed(child);
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(dataDir)));
    expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
    expect(readdirSync(dataDir)).toEqual(["database.lock"]);
  },
);

test("a process that was killed while it cleared a lock does not block others for long", async () => {
  const { child } = await owner();
  await killed(child);
  const turn = `${lockFile()}.clearing`;
  mkdirSync(turn);
  utimesSync(turn, 0, 0);
  const unlock = await lockDirectory(dataDir);
  await unlock();
  expect(readdirSync(dataDir)).toEqual([]);
});
