import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "drizzle-orm";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Database, openDatabase } from "./open.ts";
import { lockDirectory } from "./owner-lock.ts";

let dataDir: string;
const children: ChildProcess[] = [];
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "assent-lock-"));
});
afterEach(() => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  rmSync(dataDir, { recursive: true, force: true });
});

const lockFile = () => join(dataDir, "database.lock");
const started = (pid: number) => {
  const stat = `/proc/${pid}/stat`;
  return existsSync(stat) ? readFileSync(stat, "utf8").split(") ")[1]?.split(" ")[19] : null;
};

/** What a lock of this process says about where it was taken. */
async function here(): Promise<string> {
  const unlock = await lockDirectory(dataDir);
  const { where } = JSON.parse(readFileSync(lockFile(), "utf8")) as { where: string };
  await unlock();
  return where;
}

/** Another process; its lock is written for it. */
async function owner(): Promise<ChildProcess & { pid: number }> {
  const where = await here();
  const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
  children.push(child);
  if (child.pid === undefined) throw new Error("No process");
  writeFileSync(lockFile(), JSON.stringify({ pid: child.pid, started: started(child.pid), where }));
  return child as ChildProcess & { pid: number };
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

test("another living process keeps it; a killed one does not", async () => {
  const child = await owner();
  await expect(lockDirectory(dataDir)).rejects.toMatchObject({
    code: "data-directory-in-use",
    message: expect.stringContaining(`Process ${child.pid} uses`),
  });
  await killed(child);
  const unlock = await lockDirectory(dataDir);
  expect(JSON.parse(readFileSync(lockFile(), "utf8"))).toMatchObject({ pid: process.pid });
  await unlock();
});

test("a data directory is open once, and what was written is there after a kill", async () => {
  const write = async (database: Database, words: string) => {
    await database.orm.execute(sql`create table if not exists note (words text)`);
    await database.orm.execute(sql`insert into note values (${words})`);
  };
  const first = await openDatabase({ dataDir });
  await write(first, "one");
  await expect(openDatabase({ dataDir })).rejects.toMatchObject({
    name: "DatabaseOpenError",
    code: "data-directory-in-use",
    message: expect.stringContaining("This process already uses"),
  });
  await first.close();
  expect(existsSync(lockFile())).toBe(false);
  const child = await owner();
  await killed(child);
  const second = await openDatabase({ dataDir });
  await write(second, "two");
  expect(await second.orm.execute(sql`select words from note order by words`)).toEqual([
    { words: "one" },
    { words: "two" },
  ]);
  await second.close();
});

test("a process that got the pid of a dead owner does not count as the owner", async () => {
  const child = await owner();
  const { where } = JSON.parse(readFileSync(lockFile(), "utf8")) as { where: string };
  writeFileSync(lockFile(), JSON.stringify({ pid: child.pid, started: "1", where }));
  const unlock = await lockDirectory(dataDir);
  await unlock();
});

// Two containers on one volume: the other one's process numbers mean nothing here, or somebody else.
test("an owner elsewhere keeps it for as long as it shows that it lives", async () => {
  writeFileSync(lockFile(), JSON.stringify({ pid: process.pid, started: "1", where: "another container" }));
  await expect(lockDirectory(dataDir)).rejects.toMatchObject({
    code: "data-directory-in-use",
    message: expect.stringContaining("A process elsewhere uses"),
  });
  const minutesAgo = new Date(Date.now() - 120_000);
  utimesSync(lockFile(), minutesAgo, minutesAgo);
  const unlock = await lockDirectory(dataDir);
  await unlock();
});

test.each(["", "{", '{"pid":"1"}', "null"])("a lock that nobody can read, %j, is cleared", async (content) => {
  writeFileSync(lockFile(), content);
  const unlock = await lockDirectory(dataDir);
  await unlock();
  expect(existsSync(lockFile())).toBe(false);
});

test.each(Array.from({ length: 20 }, (_, index) => index))("of many at once, one gets in (%i)", async () => {
  const child = await owner();
  await killed(child);
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => lockDirectory(dataDir)));
  expect(outcomes.filter(({ status }) => status === "fulfilled").length).toBe(1);
  expect(readdirSync(dataDir)).toEqual(["database.lock"]);
});

test("somebody who died while clearing keeps nobody out for long", async () => {
  const child = await owner();
  await killed(child);
  const turn = `${lockFile()}.clearing`;
  mkdirSync(turn);
  utimesSync(turn, 0, 0);
  const unlock = await lockDirectory(dataDir);
  await unlock();
  expect(readdirSync(dataDir)).toEqual([]);
});

test("a data directory that cannot be written to is said to be so", async () => {
  writeFileSync(join(dataDir, "file"), "");
  await expect(openDatabase({ dataDir: join(dataDir, "file", "below") })).rejects.toMatchObject({
    code: "data-directory-unusable",
  });
});
