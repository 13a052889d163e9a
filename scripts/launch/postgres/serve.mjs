import { join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";
import { startChild } from "../processes.mjs";

/** @typedef {import("./programs.mjs").Programs} Programs */
/** @typedef {import("./server-user.mjs").User} User */
/** @typedef {import("../processes.mjs").Child} Child */

/**
 * Nothing of our own environment, which contains secrets and which the server does not need.
 * @returns {NodeJS.ProcessEnv}
 */
export function serverEnvironment() {
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, LC_ALL: "C", TZ: "UTC" };
}

/**
 * How the server gets its directory, in which it is started. If it runs for root as another user, it may not be able
 * to enter the directories above, so this name leads to the directory itself.
 * https://man7.org/linux/man-pages/man5/proc_pid_cwd.5.html
 * @param {string} directory
 * @param {User | undefined} user
 */
export const dataArgument = (directory, user) => (user && process.platform === "linux" ? "/proc/self/cwd" : directory);

/**
 * The server is our child process, and would run forever if we were killed. So a shell waits for the end of the
 * lifeline, and asks the server for a fast shutdown if the lifeline ends without a line. The started shell becomes the
 * server; the waiting one is not its child, because PostgreSQL must know its children.
 */
const withLifeline = '( (read -r _ <&3 || kill -INT $$) >/dev/null 2>&1 & ); exec "$@" 3<&-';

/**
 * Starts the server of a database directory, and returns once it accepts connections. Errors: ExpectedError with its
 * last lines.
 * @param {object} options
 * @param {Programs} options.programs
 * @param {User | undefined} options.user
 * @param {string} options.directory
 * @param {Readonly<Record<string, string | number>>} options.settings
 * https://www.postgresql.org/docs/18/runtime-config.html
 * @param {{ logFile?: string, onLine?: (line: string) => void }} options.output the target of its log
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
    // "Fast": without waiting for open connections. https://www.postgresql.org/docs/current/server-shutdown.html
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
