import { existsSync, readFileSync, readlinkSync, realpathSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { ExpectedError } from "../../expected-error.mjs";

export const socketName = ".s.PGSQL.5432";

/**
 * What a running server says about itself in its directory; null if none runs or ever did.
 * https://github.com/postgres/postgres/blob/REL_18_STABLE/src/include/utils/pidfile.h
 * @param {string} data the database directory
 * @returns {{ pid: number, port: number, status: string } | null}
 */
export function postmaster(data) {
  const file = join(data, "postmaster.pid");
  if (!existsSync(file)) return null;
  const [pid = "", , , port = "", , , , status = ""] = readFileSync(file, "utf8").split("\n");
  return { pid: Number(pid), port: Number(port), status: status.trim() };
}

/**
 * Whether a server accepts connections there now. A server that stops reports it before it refuses connections.
 * @param {string} data
 * @param {{ path: string } | { port: number, host: string }} address
 * @returns {Promise<boolean>}
 */
export async function takesConnections(data, address) {
  if (postmaster(data)?.status !== "ready") return false;
  const socket = connect(address);
  return new Promise((resolve) => {
    socket.once("connect", () => resolve(true));
    socket.once("error", () => resolve(false));
  }).finally(() => socket.destroy());
}

/**
 * Stops a server that lost the process that started it, and removes what a killed server left. PostgreSQL itself would
 * mistake a process that reuses its id, as happens in containers, for the server. Call it with the owner lock held.
 * Errors: ExpectedError if the server does not stop.
 * @param {string} data
 * @param {string} socket the directory of its socket
 */
export async function clearAway(data, socket) {
  const left = postmaster(data);
  if (!left || process.platform !== "linux") return;
  const deadline = Date.now() + 30_000;
  for (let asked = false; worksIn(left.pid, data); asked = true) {
    if (!asked) process.kill(left.pid, "SIGINT");
    if (Date.now() > deadline) {
      throw new ExpectedError(
        `A PostgreSQL server, process ${left.pid}, runs on ${data} and does not stop. Stop it first.`,
      );
    }
    await wait(50);
  }
  if (!isAlive(left.pid)) return;
  const files = [join(data, "postmaster.pid"), join(socket, socketName), join(socket, `${socketName}.lock`)];
  for (const file of files) rmSync(file, { force: true });
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

/** A server works in its database directory. @param {number} pid @param {string} directory */
function worksIn(pid, directory) {
  try {
    return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
  } catch {
    return false;
  }
}
