import { chown, lstat, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ExpectedError } from "../../expected-error.mjs";
import { beforeEnd } from "../lifetime.mjs";
import { databaseUrl, listening, runningAddress, socketDirectory } from "./address.mjs";
import { initialise } from "./initialise.mjs";
import { examine, layout } from "./layout.mjs";
import { DirectoryInUse, lockDirectory } from "./owner-lock.mjs";
import { clearAway, takesConnections } from "./postmaster.mjs";
import { postgresPrograms } from "./programs.mjs";
import { serve } from "./serve.mjs";
import { serverUser } from "./server-user.mjs";

/** @typedef {import("./server-user.mjs").User} User */
/** @typedef {Parameters<typeof serve>[0]["output"]} Output */

/**
 * Sized for a machine that runs other programs too. Errors of clients are not logged, because they quote people's
 * values.
 * https://www.postgresql.org/docs/18/runtime-config-logging.html
 */
const settings = {
  max_connections: 60,
  shared_buffers: "32MB",
  min_wal_size: "32MB",
  max_wal_size: "256MB",
  log_min_messages: "log",
  log_min_error_statement: "panic",
  log_error_verbosity: "terse",
  log_checkpoints: "off",
};

/**
 * Starts the PostgreSQL of a DATA_DIR, which is created at the first start. It stops with this process, even if that is
 * killed.
 * Errors: DirectoryInUse, ExpectedError.
 * @param {string} dataDir absolute
 * @param {Output} [output] the target of its log
 * @returns {Promise<{ url: string, child: import("../processes.mjs").Child, release: () => Promise<void> }>} `release`:
 *   call it once the child has ended, so that others can start it
 */
export async function startDatabase(dataDir, output = { logFile: join(dataDir, "logs/postgres.log") }) {
  await writable(dataDir);
  const unlock = await lockDirectory(dataDir);
  const forget = beforeEnd(unlock);
  const release = async () => {
    forget();
    await unlock();
  };
  try {
    return { ...(await startLocked(dataDir, output)), release };
  } catch (error) {
    await release();
    throw error;
  }
}

/**
 * For a command: the server that runs on this DATA_DIR, or one that is started for as long as the command takes.
 * Errors: ExpectedError.
 * @param {string} dataDir absolute
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function useDatabase(dataDir) {
  const deadline = Date.now() + 30_000;
  for (;;) {
    try {
      const { url, child, release } = await startDatabase(dataDir);
      return { url, stop: () => stopWhenLeft(child).then(release) };
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
      const address = runningAddress(dataDir);
      if (address && (await takesConnections(layout(dataDir).data, address))) {
        return { url: await databaseUrl(dataDir, address), stop: async () => {} };
      }
      if (Date.now() > deadline) throw error;
      await wait(100);
    }
  }
}

/**
 * The "smart" shutdown: another command that has connected meanwhile may finish, without a time limit.
 * https://www.postgresql.org/docs/current/server-shutdown.html
 * @param {import("../processes.mjs").Child} child
 */
async function stopWhenLeft(child) {
  if (child.pid && child.isRunning()) process.kill(child.pid, "SIGTERM");
  await child.ended;
}

/** @param {string} dataDir @param {Output} output */
async function startLocked(dataDir, output) {
  const { base, data } = layout(dataDir);
  const user = await serverUser(base);
  const programs = await postgresPrograms({ user, spare: dataDir });
  if (examine(dataDir, programs.major) === "empty") await initialise(dataDir, { programs, user });
  if (user) await handTo(user, base);
  await clearAway(data, socketDirectory(dataDir).directory);
  const { listen, address } = await listening(dataDir, user);
  const start = () =>
    serve({
      name: "PostgreSQL",
      programs,
      user,
      directory: data,
      settings: { ...settings, ...listen },
      output,
    });
  return { url: await databaseUrl(dataDir, address), child: await onceLeft(start) };
}

/**
 * The processes of a killed server end within moments, and until then no other server can start.
 * @template T
 * @param {() => Promise<T>} start
 * @returns {Promise<T>}
 */
async function onceLeft(start) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    try {
      return await start();
    } catch (error) {
      const inUse = error instanceof ExpectedError && error.message.includes("pre-existing shared memory block");
      if (!inUse || Date.now() > deadline) throw error;
      await wait(200);
    }
  }
}

/** @param {string} dataDir */
async function writable(dataDir) {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch {
    throw new ExpectedError(`The data directory ${dataDir} cannot be written to.`);
  }
}

/**
 * Gives files to the server's user, because a copy or a backup that root made belongs to root.
 * @param {User} user
 * @param {string} directory
 */
async function handTo(user, directory) {
  if ((await lstat(join(directory, "data"))).uid === user.uid) return;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = [directory, ...entries.map((entry) => join(entry.parentPath, entry.name))];
  for (const path of paths) await chown(path, user.uid, user.gid);
}
