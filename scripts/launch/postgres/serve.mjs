import { join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";
import { startChild } from "../processes.mjs";

/** @typedef {import("./programs.mjs").Programs} Programs */
/** @typedef {import("./server-user.mjs").User} User */
/** @typedef {import("../processes.mjs").Child} Child */

/** Nothing of our own environment: it holds secrets, and the server needs none of it. @returns {NodeJS.ProcessEnv} */
export function serverEnvironment() {
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, LC_ALL: "C", TZ: "UTC" };
}

/**
 * How the server is told its directory, in which it is started. The user who runs it in root's place may not be able to
 * pass the directories above, and does not have to: this name leads to the directory itself.
 * https://man7.org/linux/man-pages/man5/proc_pid_cwd.5.html
 * @param {string} directory
 * @param {User | undefined} user
 */
export const dataArgument = (directory, user) => (user && process.platform === "linux" ? "/proc/self/cwd" : directory);

/**
 * A server's process is ours, and a server that lost its parent would go on for ever. So a shell waits for the end of the
 * lifeline, and asks the server for a fast shutdown when it ends without a word. The shell that is started becomes the
 * server; the one that waits is no child of it, because PostgreSQL wants to know its children.
 */
const withLifeline = '( (read -r _ <&3 || kill -INT $$) >/dev/null 2>&1 & ); exec "$@" 3<&-';

/**
 * Starts the server of a database directory, and comes back when it takes connections. Errors: ExpectedError with its last
 * lines.
 * @param {object} options
 * @param {Programs} options.programs
 * @param {User | undefined} options.user
 * @param {string} options.directory
 * @param {Readonly<Record<string, string | number>>} options.settings https://www.postgresql.org/docs/18/runtime-config.html
 * @param {{ logFile?: string, onLine?: (line: string) => void }} options.output where its log goes
 * @param {string} options.name for messages, like "PostgreSQL"
 * @returns {Promise<Child>}
 */
export async function serve({ programs, user, directory, settings, output, name }) {
  const program = [
    join(programs.directory, "postgres"),
    ...["-D", dataArgument(directory, user)],
    ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
  ];
  /** @type {() => void} */
  let ready = () => {};
  const isReady = new Promise((resolve) => {
    ready = () => resolve(undefined);
  });
  const [command = "", ...args] =
    process.platform === "win32" ? program : ["/bin/sh", "-c", withLifeline, "postgres", ...program];
  const child = startChild({
    name,
    command,
    args,
    cwd: directory,
    env: serverEnvironment(),
    ...output,
    onLine: (line) => {
      output.onLine?.(line);
      if (line.includes("database system is ready to accept connections")) ready();
    },
    // "Fast": without waiting for connections that are open. https://www.postgresql.org/docs/current/server-shutdown.html
    stopSignal: "SIGINT",
    stopGraceMs: 20_000,
    stopsLast: true,
    lifeline: process.platform !== "win32",
    ...(user ? { as: user } : {}),
  });
  const ended = await Promise.race([isReady, child.ended]);
  if (ended === undefined) return child;
  throw new ExpectedError(`${name} did not start (${ended}).\n${child.lastLines().slice(-15).join("\n")}`);
}
