import { createHash } from "node:crypto";
import { chown, lstat, mkdir, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ExpectedError } from "../../expected-error.mjs";
import { beforeEnd } from "../lifetime.mjs";
import { freePort } from "../ports.mjs";
import { appName, initialise, ownDirectory } from "./initialise.mjs";
import { examine, layout } from "./layout.mjs";
import { DirectoryInUse, lockDirectory } from "./owner-lock.mjs";
import { clearAway, postmaster, socketName, takesConnections } from "./postmaster.mjs";
import { postgresPrograms } from "./programs.mjs";
import { serve } from "./serve.mjs";
import { serverUser } from "./server-user.mjs";

/** @typedef {import("./server-user.mjs").User} User */

/**
 * For a machine that does other things too. What a client did wrong is not logged: those messages quote values of people.
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
 * Starts the PostgreSQL of a DATA_DIR, which is made at the first start. It stops with this process, however that ends.
 * Errors: DirectoryInUse, ExpectedError.
 * @param {string} dataDir absolute
 * @returns {Promise<{ url: string, child: import("../processes.mjs").Child, release: () => Promise<void> }>} `release`:
 *   once the child has ended, lets others start it
 */
export async function startDatabase(dataDir) {
  await writable(dataDir);
  const unlock = await lockDirectory(dataDir);
  const forget = beforeEnd(unlock);
  const release = async () => {
    forget();
    await unlock();
  };
  try {
    return { ...(await startLocked(dataDir)), release };
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
      // "Smart": another command that connected meanwhile may finish.
      return { url, stop: () => child.stop("SIGTERM").then(release) };
    } catch (error) {
      if (!(error instanceof DirectoryInUse)) throw error;
      const address = runningAddress(dataDir);
      if (address && (await takesConnections(layout(dataDir).data, address))) {
        return { url: await addressFor(dataDir, address), stop: async () => {} };
      }
      if (Date.now() > deadline) throw error;
      await wait(100);
    }
  }
}

/** @param {string} dataDir */
async function startLocked(dataDir) {
  const user = await serverUser();
  const programs = await postgresPrograms({ user, spare: dataDir });
  const { base, data } = layout(dataDir);
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
      logFile: join(dataDir, "logs/postgres.log"),
    });
  return { url: await addressFor(dataDir, address), child: await onceLeft(start) };
}

/**
 * The processes of a server that was killed notice it within moments, and until they are gone no other may start.
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

/** The path of a socket has at most 104 bytes on macOS, 108 on Linux, with the zero at its end. */
const longestPath = 103;

/** @typedef {{ path: string } | { host: string, port: number }} Address */

/** @param {string} dataDir */
function socketDirectory(dataDir) {
  const { socket } = layout(dataDir);
  if (Buffer.byteLength(join(socket, socketName)) <= longestPath) return { directory: socket, isInside: true };
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return { directory: join("/tmp", `assent-${hash}`), isInside: false };
}

/**
 * Nobody else on the machine can reach the server. Windows has no such sockets for it, so there it is a port of the
 * machine itself, and the password keeps others out.
 * @param {string} dataDir
 * @param {User | undefined} user
 * @returns {Promise<{ listen: Record<string, string | number>, address: Address }>}
 */
async function listening(dataDir, user) {
  if (process.platform === "win32") {
    const port = await freePort();
    return {
      listen: { listen_addresses: "127.0.0.1", port, unix_socket_directories: "" },
      address: { host: "127.0.0.1", port },
    };
  }
  const { directory, isInside } = socketDirectory(dataDir);
  await ownDirectory(directory, user);
  const { uid, mode } = await lstat(directory);
  if (uid !== (user?.uid ?? process.getuid?.()) || (mode & 0o077) !== 0) {
    throw new ExpectedError(
      `${directory} is for the socket of PostgreSQL and is open to others. Remove it, and start again.`,
    );
  }
  return {
    listen: {
      listen_addresses: "",
      port: 5432,
      // By way of the server's own directory: in root's place it may not pass the directories above.
      unix_socket_directories: isInside ? "../socket" : directory,
      unix_socket_permissions: "0700",
    },
    address: { path: join(directory, socketName) },
  };
}

/** @param {string} dataDir @returns {Address | null} null where no server runs */
function runningAddress(dataDir) {
  if (process.platform !== "win32") return { path: join(socketDirectory(dataDir).directory, socketName) };
  const port = postmaster(layout(dataDir).data)?.port;
  return port ? { host: "127.0.0.1", port } : null;
}

/**
 * As DATABASE_URL: the directory of a socket is written as its host, percent-encoded.
 * https://www.postgresql.org/docs/current/libpq-connect.html#LIBPQ-CONNSTRING-URIS
 * @param {string} dataDir
 * @param {Address} address
 */
async function addressFor(dataDir, address) {
  const password = (await readFile(layout(dataDir).password, "utf8")).trim();
  const host =
    "path" in address
      ? encodeURIComponent(address.path.slice(0, -socketName.length - 1))
      : `${address.host}:${address.port}`;
  return `postgres://${appName}:${encodeURIComponent(password)}@${host}/${appName}`;
}

/** @param {string} dataDir */
async function writable(dataDir) {
  try {
    await mkdir(dataDir, { recursive: true, mode: 0o700 });
  } catch {
    throw new ExpectedError(`The data directory ${dataDir} cannot be written to.`);
  }
}

/** A copy that root made, or a backup, belongs to root. @param {User} user @param {string} directory */
async function handTo(user, directory) {
  const { data } = layout(join(directory, ".."));
  if ((await lstat(data)).uid === user.uid) return;
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const paths = [directory, ...entries.map((entry) => join(entry.parentPath, entry.name))];
  for (const path of paths) await chown(path, user.uid, user.gid);
}
