import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, readlink, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ExpectedError } from "../../expected-error.mjs";

/**
 * `started`: when that process started, in the kernel's own count; null if the system does not show it. `where`: the
 * machine or container whose process ids these are.
 * @typedef {{ pid: number, started: string | null, where: string }} Owner
 */

/**
 * In milliseconds. The interval at which an owner in another container, whose process is not visible here, shows that
 * it runs.
 */
const beat = 10_000;
const deadAfter = 6 * beat;

/** Another process serves the database of this DATA_DIR. */
export class DirectoryInUse extends ExpectedError {}

/**
 * Two servers on one database directory destroy it. PostgreSQL's own lock only knows processes of this machine, but
 * two containers can share a directory. So the first process keeps the others out. The lock of an ended process is
 * cleared. Returns a function that removes the lock. Errors: DirectoryInUse, ExpectedError.
 * @param {string} dataDir
 * @returns {Promise<() => Promise<void>>}
 */
export async function lockDirectory(dataDir) {
  const file = join(dataDir, "database.lock");
  const where = await here();
  const mine = JSON.stringify({ pid: process.pid, started: (await processStat(process.pid)).started, where });
  for (let attempt = 0; attempt < 100; attempt += 1) {
    if (await createWith(file, mine)) return keep(file, mine);
    const found = await readFile(file, "utf8").catch(() => null);
    if (found === null) continue;
    const owner = parse(found);
    if (owner !== null && (owner.where === where ? await isAlive(owner) : await beats(file))) {
      throw inUse(dataDir, owner.where === where ? owner.pid : null);
    }
    await clear(file, found);
  }
  throw inUse(dataDir, null);
}

/**
 * Touches the lock while it is held. Returns a function that releases it.
 * @param {string} file
 * @param {string} content
 */
function keep(file, content) {
  const timer = setInterval(() => {
    const now = new Date();
    utimes(file, now, now).catch(() => undefined);
  }, beat);
  timer.unref();
  return () => {
    clearInterval(timer);
    return removeIf(file, content);
  };
}

/** @param {string} file */
async function beats(file) {
  const held = await stat(file).catch(() => null);
  return held !== null && Date.now() - held.mtimeMs < deadAfter;
}

/**
 * Two containers on one directory can have processes with the same id:
 * https://man7.org/linux/man-pages/man7/pid_namespaces.7.html
 */
async function here() {
  return `${hostname()} ${await readlink("/proc/self/ns/pid").catch(() => "")}`;
}

/** @param {string} dataDir @param {number | null} pid */
function inUse(dataDir, pid) {
  const who = pid === null ? "A process elsewhere" : pid === process.pid ? "This process already" : `Process ${pid}`;
  return new DirectoryInUse(
    `${who} uses the data directory ${dataDir}. Stop it first, or give this one a directory of its own with DATA_DIR.`,
  );
}

/**
 * False if the file already exists. The content is written to another file first, and link() gives it the name, so
 * that the lock always names its owner.
 * @param {string} file
 * @param {string} content
 */
async function createWith(file, content) {
  const written = `${file}.${process.pid}.${randomUUID()}`;
  try {
    await writeFile(written, content, { mode: 0o600 });
    await link(written, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw new ExpectedError(`The lock file ${file} cannot be written.`);
  } finally {
    await rm(written, { force: true });
  }
}

/** @param {string} file @param {string} content */
async function removeIf(file, content) {
  if ((await readFile(file, "utf8").catch(() => null)) === content) await rm(file, { force: true });
}

/**
 * Removes a dead owner's lock, one process at a time. Otherwise, if two processes find the same dead owner, the slower
 * one would delete the new lock of the faster one.
 * @param {string} file
 * @param {string} found
 */
async function clear(file, found) {
  const turn = `${file}.clearing`;
  try {
    await mkdir(turn);
  } catch {
    // Another process is clearing the lock. That is quick, unless the process was killed.
    const taken = await stat(turn).catch(() => null);
    if (taken !== null && Date.now() - taken.mtimeMs > 10_000) await rm(turn, { recursive: true, force: true });
    await wait(10);
    return;
  }
  await removeIf(file, found).finally(() => rmdir(turn));
}

/** @param {string} content @returns {Owner | null} */
function parse(content) {
  try {
    /** @type {Partial<Owner>} */
    const { pid, started, where } = JSON.parse(content);
    return Number.isSafeInteger(pid) && pid !== undefined
      ? { pid, started: started ?? null, where: where ?? "" }
      : null;
  } catch {
    return null;
  }
}

/** A process id is reused sooner or later, so the time of the start is compared too. @param {Owner} owner */
async function isAlive(owner) {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it exists and belongs to another user.
    if (!hasCode(error, "EPERM")) return false;
  }
  const { state, started } = await processStat(owner.pid);
  // Z: it has ended, and its parent has not read its exit code.
  if (state === "Z") return false;
  return started === null || owner.started === null || started === owner.started;
}

/**
 * Fields 3 and 22 of /proc/PID/stat, counted after the closing bracket of the name; null if there is no such file.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 * @param {number} pid
 */
async function processStat(pid) {
  const found = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  const fields = found?.slice(found.lastIndexOf(")") + 2).split(" ");
  return { state: fields?.[0] ?? null, started: fields?.[19] ?? null };
}

/** @param {unknown} error @param {string} code */
function hasCode(error, code) {
  return error instanceof Error && "code" in error && error.code === code;
}
