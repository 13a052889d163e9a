import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEnd } from "../launch/lifetime.mjs";
import { cacheDir } from "../paths.mjs";
import { say } from "../progress.mjs";

/**
 * Runs `work` while no other command of this checkout runs its own: two concurrent starts would install and build into
 * the same directories. A lock whose process has ended does not count.
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {{ directory?: string }} [options]
 * @returns {Promise<T>}
 */
export async function withLock(name, work, { directory = cacheDir } = {}) {
  mkdirSync(directory, { recursive: true });
  const file = join(directory, `${name}.lock`);
  let told = false;
  while (!take(file)) {
    if (!told) say(`  Another command in this checkout is installing or building; waiting for it (${file})`);
    told = true;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  const release = () => rmSync(file, { force: true });
  const forget = beforeEnd(release);
  try {
    return await work();
  } finally {
    forget();
    release();
  }
}

/** @param {string} file */
function take(file) {
  // link() is atomic, so a lock always contains its owner's process id.
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, String(process.pid));
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  } finally {
    rmSync(draft, { force: true });
  }
  const owner = readOwner(file);
  if (owner !== undefined && !isAlive(owner)) removeIfOwnedBy(owner, file);
  return false;
}

/** If two waiters find the same dead owner, the slower one must not remove the lock of the faster one. */
function removeIfOwnedBy(/** @type {number} */ owner, /** @type {string} */ file) {
  const aside = `${file}.${process.pid}`;
  try {
    renameSync(file, aside);
    if (readOwner(aside) !== owner) linkSync(aside, file);
  } catch {
    // The other waiter was faster.
  } finally {
    rmSync(aside, { force: true });
  }
}

/** @param {string} file */
function readOwner(file) {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch {
    return undefined;
  }
}

/** @param {number} pid */
function isAlive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code !== "ESRCH";
  }
}
