import { createHash } from "node:crypto";
import { chown, lstat, mkdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";
import { freePort } from "../ports.mjs";
import { appName } from "./initialise.mjs";
import { layout } from "./layout.mjs";
import { postmaster, socketName } from "./postmaster.mjs";

/** @typedef {import("./server-user.mjs").User} User */

/** The path of a socket has at most 104 bytes on macOS and 108 on Linux, including the zero at its end. */
const longestPath = 103;

/** @typedef {{ path: string } | { host: string, port: number }} Address */

/**
 * Where the socket is: in DATA_DIR, or in a short directory if the path would be too long.
 * @param {string} dataDir
 */
export function socketDirectory(dataDir) {
  const { socket } = layout(dataDir);
  if (Buffer.byteLength(join(socket, socketName)) <= longestPath) return { directory: socket, isInside: true };
  const hash = createHash("sha256").update(dataDir).digest("hex").slice(0, 16);
  return { directory: join("/tmp", `assent-${hash}`), isInside: false };
}

/**
 * No other user of the machine can reach the server. On Windows PostgreSQL has no such sockets, so it uses a port of
 * the machine, protected by the password.
 * @param {string} dataDir
 * @param {User | undefined} user
 * @returns {Promise<{ listen: Record<string, string | number>, address: Address }>}
 */
export async function listening(dataDir, user) {
  if (process.platform === "win32") {
    const port = await freePort();
    return {
      listen: { listen_addresses: "127.0.0.1", port, unix_socket_directories: "" },
      address: { host: "127.0.0.1", port },
    };
  }
  const { directory, isInside } = socketDirectory(dataDir);
  await makePrivate(directory, user);
  return {
    listen: {
      listen_addresses: "",
      port: 5432,
      // Relative to the server's own directory: if it runs for root, it may not enter the directories above.
      unix_socket_directories: isInside ? "../socket" : directory,
      unix_socket_permissions: "0700",
    },
    address: { path: join(directory, socketName) },
  };
}

/**
 * Everyone may write to /tmp, so an existing file there may be a trap and is never changed.
 * @param {string} directory
 * @param {User | undefined} user
 */
async function makePrivate(directory, user) {
  try {
    await mkdir(directory, { mode: 0o700 });
    if (user) await chown(directory, user.uid, user.gid);
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code !== "EEXIST") throw error;
  }
  const found = await lstat(directory);
  const isPrivate = found.isDirectory() && (found.mode & 0o077) === 0;
  if (isPrivate && found.uid === (user?.uid ?? process.getuid?.())) return;
  throw new ExpectedError(
    `${directory} is for the socket of PostgreSQL, and another user made it or can enter it. Remove it, and start again.`,
  );
}

/** @param {string} dataDir @returns {Address | null} null if no server runs */
export function runningAddress(dataDir) {
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
export async function databaseUrl(dataDir, address) {
  const password = (await readFile(layout(dataDir).password, "utf8")).trim();
  const host =
    "path" in address
      ? encodeURIComponent(address.path.slice(0, -socketName.length - 1))
      : `${address.host}:${address.port}`;
  return `postgres://${appName}:${encodeURIComponent(password)}@${host}/${appName}`;
}
