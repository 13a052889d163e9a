import { randomUUID } from "node:crypto";
import { link, mkdir, readFile, readlink, rm, rmdir, stat, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { DatabaseOpenError } from "./database-error.ts";

interface Owner {
  readonly pid: number;
  /** When that process started, in the kernel's own count; null where the system does not tell. */
  readonly started: string | null;
  /** The machine or container whose process ids these are. */
  readonly where: string;
}

/** In milliseconds. An owner elsewhere, whose process cannot be looked up from here, shows that it lives by this. */
const beat = 10_000;
const deadAfter = 6 * beat;

/**
 * Two processes on one embedded database lose each other's rows without a word, so the first one in keeps the others
 * out. The lock of a process that is gone is cleared. Returns what takes the lock away again.
 * Errors: DatabaseOpenError "data-directory-in-use".
 */
export async function lockDirectory(dataDir: string): Promise<() => Promise<void>> {
  const file = join(dataDir, "database.lock");
  const where = await here();
  const mine = JSON.stringify({ pid: process.pid, started: await startOf(process.pid), where } satisfies Owner);
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

/** Touches the lock while it is held. Returns what lets go of it. */
function keep(file: string, content: string): () => Promise<void> {
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

async function beats(file: string): Promise<boolean> {
  const held = await stat(file).catch(() => null);
  return held !== null && Date.now() - held.mtimeMs < deadAfter;
}

/** Two containers on one directory have processes of the same number: https://man7.org/linux/man-pages/man7/pid_namespaces.7.html */
async function here(): Promise<string> {
  return `${hostname()} ${await readlink("/proc/self/ns/pid").catch(() => "")}`;
}

function inUse(dataDir: string, pid: number | null): DatabaseOpenError {
  const who = pid === null ? "A process elsewhere" : pid === process.pid ? "This process already" : `Process ${pid}`;
  return new DatabaseOpenError(
    "data-directory-in-use",
    `${who} uses the data directory ${dataDir}. Stop it first, or give this one a directory of its own with DATA_DIR.`,
  );
}

/**
 * False when the file is there already. The content is written elsewhere first, and link() gives it the name: the lock is
 * never there without saying whose it is.
 */
async function createWith(file: string, content: string): Promise<boolean> {
  const written = `${file}.${process.pid}.${randomUUID()}`;
  try {
    await writeFile(written, content, { mode: 0o600 });
    await link(written, file);
    return true;
  } catch (error) {
    if (hasCode(error, "EEXIST")) return false;
    throw new DatabaseOpenError("data-directory-unusable", `The lock file ${file} cannot be written.`);
  } finally {
    await rm(written, { force: true });
  }
}

async function removeIf(file: string, content: string): Promise<void> {
  if ((await readFile(file, "utf8").catch(() => null)) === content) await rm(file, { force: true });
}

/**
 * Takes a dead owner's lock away, one process at a time: of two that found the same dead owner, the slower one would
 * otherwise delete the lock that the faster one has made since.
 */
async function clear(file: string, found: string): Promise<void> {
  const turn = `${file}.clearing`;
  try {
    await mkdir(turn);
  } catch {
    // Somebody has the turn. It takes no time, unless they died over it.
    const taken = await stat(turn).catch(() => null);
    if (taken !== null && Date.now() - taken.mtimeMs > 10_000) await rm(turn, { recursive: true, force: true });
    await wait(10);
    return;
  }
  await removeIf(file, found).finally(() => rmdir(turn));
}

function parse(content: string): Owner | null {
  try {
    const { pid, started, where } = JSON.parse(content) as Partial<Owner>;
    return Number.isSafeInteger(pid) && pid !== undefined
      ? { pid, started: started ?? null, where: where ?? "" }
      : null;
  } catch {
    return null;
  }
}

/** A pid is given to another process sooner or later; the time of its start tells the two apart. */
async function isAlive(owner: Owner): Promise<boolean> {
  try {
    process.kill(owner.pid, 0);
  } catch (error) {
    // EPERM: it is there and belongs to somebody else.
    if (!hasCode(error, "EPERM")) return false;
  }
  const started = await startOf(owner.pid);
  return started === null || owner.started === null || started === owner.started;
}

/** Field 22 of /proc/PID/stat, counted after the closing bracket of the name: https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
async function startOf(pid: number): Promise<string | null> {
  const stat = await readFile(`/proc/${pid}/stat`, "utf8").catch(() => null);
  return stat?.slice(stat.lastIndexOf(")") + 2).split(" ")[19] ?? null;
}

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && "code" in error && error.code === code;
}
