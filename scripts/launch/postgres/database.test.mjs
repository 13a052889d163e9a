import { execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { createInterface } from "node:readline";
import postgres from "postgres";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../../paths.mjs";
import { startDatabase, useDatabase } from "./database.mjs";
import { layout } from "./layout.mjs";
import { postmaster } from "./postmaster.mjs";

// These run real servers, each on its own DATA_DIR.

/** @type {string} */
let dataDir;
/** @type {(() => Promise<unknown>)[]} */
let running;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "assent-database-"));
  running = [];
});
afterEach(async () => {
  for (const stop of running.reverse()) await stop();
  rmSync(dataDir, { recursive: true, force: true });
});

/** Starts the database, and stops it after the test. */
async function start(directory = dataDir) {
  const started = await startDatabase(directory);
  let stopped = false;
  const stop = async () => {
    if (stopped) return;
    stopped = true;
    await started.child.stop();
    await started.release();
  };
  running.push(stop);
  return { ...started, stop };
}

/** Runs one statement on its own connection, as the app does. @param {string} url @param {string} text */
async function ask(url, text) {
  const path = `${decodeURIComponent(new URL(url).hostname)}/.s.PGSQL.5432`;
  const client = postgres(url, { path, max: 1, onnotice: () => {} });
  return client.unsafe(text).finally(() => client.end());
}

/** @param {string} url */
const setting = async (url, /** @type {string} */ name) => Object.values((await ask(url, `show ${name}`))[0] ?? {})[0];

/** Starts the database in a separate process, as `npm start` does. */
async function startElsewhere() {
  const source = JSON.stringify(join(root, "scripts/launch/postgres/database.mjs"));
  const program = `
    const { startDatabase } = await import(${source});
    const { url, child } = await startDatabase(process.argv[1]);
    console.log(JSON.stringify({ url, server: child.pid }));
    setInterval(() => {}, 1000);`;
  const launcher = spawn(process.execPath, ["--input-type=module", "-e", program, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.push(async () => void launcher.kill("SIGKILL"));
  const [line] = await once(createInterface({ input: launcher.stdout }), "line");
  /** @type {{ url: string, server: number }} */
  const { url, server } = JSON.parse(line);
  const kill = async () => {
    const gone = once(launcher, "exit");
    launcher.kill("SIGKILL");
    await gone;
  };
  return { url, server, pid: Number(launcher.pid), kill };
}

const log = () => readFileSync(join(dataDir, "logs/postgres.log"), "utf8");

test("it is created once, keeps committed data, and is closed to other users", { timeout: 60_000 }, async () => {
  const first = await start();
  await ask(first.url, "create table note (words text)");
  await ask(first.url, "insert into note values ('kept')");
  const safe = ["fsync", "full_page_writes", "synchronous_commit", "data_checksums"];
  expect(await Promise.all(safe.map((name) => setting(first.url, name)))).toEqual(["on", "on", "on", "on"]);
  expect(await setting(first.url, "listen_addresses")).toBe("");
  const [database] = await ask(
    first.url,
    `select encoding, datlocprovider as provider, datlocale as locale, upper('straße ä') as upper,
       (select rolsuper from pg_roles where rolname = current_user) as superuser
     from pg_database where datname = current_database()`,
  );
  // 6 is UTF8, "b" is builtin.
  expect(database).toEqual({
    encoding: 6,
    provider: "b",
    locale: "C.UTF-8",
    upper: "STRAßE Ä",
    superuser: false,
  });
  const { base, data, socket, password } = layout(dataDir);
  expect([base, data, socket].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700, 0o700]);
  expect(statSync(password).mode & 0o777).toBe(0o600);
  await expect(ask(first.url.replace(/:[^:@]+@/, ":wrong@"), "select 1")).rejects.toThrow(
    "password authentication failed",
  );
  await first.stop();
  expect(log()).toContain("received fast shutdown request");

  const second = await start();
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, "select words from note")).toEqual([{ words: "kept" }]);
});

test(
  "a second start is refused because it is in use; a command uses the running server",
  { timeout: 60_000 },
  async () => {
    const { url, stop } = await start();
    await expect(startDatabase(dataDir)).rejects.toThrow(/uses the data directory/);
    const command = await useDatabase(dataDir);
    expect(command.url).toBe(url);
    await command.stop();
    expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
    await stop();
  },
);

test(
  "a command starts the server if none runs, and another command may finish meanwhile",
  { timeout: 60_000 },
  async () => {
    const first = await useDatabase(dataDir);
    const second = await useDatabase(dataDir);
    const slow = ask(second.url, "select pg_sleep(0.5), 1 as one");
    await expect
      .poll(() => ask(first.url, "select count(*)::int as n from pg_stat_activity where query like '%pg_sleep(0.5)%'"))
      .toEqual([{ n: 2 }]);
    await first.stop();
    expect(await slow).toMatchObject([{ one: 1 }]);
    await second.stop();
    expect(postmaster(layout(dataDir).data)).toBeNull();
  },
);

test("the server stops cleanly if its launcher is killed", { timeout: 60_000 }, async () => {
  const { kill } = await startElsewhere();
  await kill();
  await expect.poll(() => postmaster(layout(dataDir).data), { timeout: 10_000 }).toBeNull();
  await start();
  expect(log()).not.toContain("was interrupted");
  expect(log().match(/database system was shut down at/g)).toHaveLength(2);
});

test("it starts again after everything was killed at once", { timeout: 60_000 }, async () => {
  const { url, server, kill } = await startElsewhere();
  await ask(url, "create table note (words text)");
  await ask(url, "insert into note values ('acknowledged')");
  process.kill(server, "SIGKILL");
  await kill();
  expect(postmaster(layout(dataDir).data)).not.toBeNull();
  const again = await start();
  expect(log()).toContain("database system was not properly shut down");
  expect(await ask(again.url, "select words from note")).toEqual([{ words: "acknowledged" }]);
});

test("a server that lost its launcher and its shell is stopped by the next start", { timeout: 60_000 }, async () => {
  const { data } = layout(dataDir);
  const first = await start();
  // As if its owner had ended.
  rmSync(join(dataDir, "database.lock"));
  const second = await start();
  expect(await first.child.ended).toBe("exit code 0");
  expect(postmaster(data)?.pid).toBe(second.child.pid);
});

test("a process with the id of a killed server does not stop a start", { timeout: 60_000 }, async () => {
  const first = await start();
  await first.stop();
  const { data } = layout(dataDir);
  // PostgreSQL only checks whether a process of its user has that id.
  const { uid, gid } = statSync(data);
  const as = process.getuid?.() === 0 ? { uid, gid } : {};
  const other = spawn("sleep", ["60"], { cwd: "/", ...as });
  running.push(async () => void other.kill());
  writeFileSync(join(data, "postmaster.pid"), `${other.pid}\n${data}\n1\n5432\n../socket\n\n 1 1\nready   \n`);
  const { url } = await start();
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
});

test("a copy that was made between writes, without a stop, starts again", { timeout: 60_000 }, async () => {
  const { url } = await start();
  await ask(url, "create table note (words text)");
  for (let n = 0; n < 20; n += 1) await ask(url, `insert into note select generate_series(1, 1000)`);
  const copy = join(dataDir, "copy");
  // A power cut keeps the files on the disk, without the data that the server only has in memory.
  mkdirSync(copy);
  for (const name of ["postgres", "secrets"]) {
    cpSync(join(dataDir, name), join(copy, name), { recursive: true, filter: (path) => !path.includes(".s.PGSQL") });
  }
  const again = await start(copy);
  expect(await ask(again.url, "select count(*)::int as n from note")).toEqual([{ n: 20_000 }]);
  expect(readFileSync(join(copy, "logs/postgres.log"), "utf8")).toContain("automatic recovery in progress");
});

test(
  "root runs it as the user who owns it, and takes over files that root has copied",
  { timeout: 60_000 },
  async () => {
    const { base, data } = layout(dataDir);
    const owner = () => [base, data].map((path) => statSync(path).uid);
    const isRoot = process.getuid?.() === 0;
    await (await start()).stop();
    const [first] = owner();
    expect(first).not.toBe(0);
    for (const [uid, then] of [
      [1, 1],
      [0, first],
    ]) {
      if (isRoot) execFileSync("chown", ["-R", String(uid), base]);
      const { url, stop } = await start();
      expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
      expect(owner()).toEqual(isRoot ? [then, then] : [first, first]);
      await stop();
    }
  },
);

test("a long DATA_DIR has its socket in a short directory, closed to other users", { timeout: 60_000 }, async () => {
  const long = join(dataDir, "long".repeat(30));
  const { url, stop } = await start(long);
  const directory = decodeURIComponent(new URL(url).hostname);
  expect(directory).toMatch(/^\/tmp\/assent-[0-9a-f]{16}$/);
  expect(statSync(directory).mode & 0o777).toBe(0o700);
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  const command = await useDatabase(long);
  expect(command.url).toBe(url);
  await stop();
  rmSync(directory, { recursive: true });
  // A link that another user may have put there is not followed.
  symlinkSync(dataDir, directory);
  await expect(startDatabase(long)).rejects.toThrow("another user made it or can enter it");
  rmSync(directory);
});

test("an initdb that was interrupted is started again", { timeout: 60_000 }, async () => {
  const { draft } = layout(dataDir);
  mkdirSync(draft, { recursive: true });
  writeFileSync(join(draft, "PG_VERSION"), "18\n");
  const { url } = await start();
  expect(await ask(url, "select 1 as one")).toEqual([{ one: 1 }]);
  expect(existsSync(draft)).toBe(false);
});

test("a directory that is not ours is refused and not changed", async () => {
  const { data, pglite } = layout(dataDir);
  const file = join(data, "somebody's");
  mkdirSync(data, { recursive: true });
  writeFileSync(file, "words");
  await expect(startDatabase(dataDir)).rejects.toThrow(/is not empty, and it is not a database that Assent made/);
  expect(readFileSync(file, "utf8")).toBe("words");
  rmSync(dirname(data), { recursive: true });

  mkdirSync(pglite);
  writeFileSync(join(pglite, "PG_VERSION"), "17\n");
  await expect(startDatabase(dataDir)).rejects.toThrow(/holds a database of an older version of Assent/);
  expect(existsSync(data)).toBe(false);
});

test("a database of another PostgreSQL, and one without its password, are named", { timeout: 60_000 }, async () => {
  const { stop } = await start();
  await stop();
  const { data, password } = layout(dataDir);
  writeFileSync(join(data, "PG_VERSION"), "17\n");
  await expect(startDatabase(dataDir)).rejects.toThrow(
    /was made by PostgreSQL 17, and this version of Assent has PostgreSQL 18/,
  );
  writeFileSync(join(data, "PG_VERSION"), "18\n");
  rmSync(password);
  await expect(startDatabase(dataDir)).rejects.toThrow(`${password} is missing`);
});

test("a directory that cannot be written to is named", async () => {
  writeFileSync(join(dataDir, "file"), "");
  await expect(startDatabase(join(dataDir, "file/below"))).rejects.toThrow("cannot be written to");
});
