import { spawn } from "node:child_process";
import { createInterface } from "node:readline";
import { openLog } from "./log-file.mjs";

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {number | undefined} pid
 * @property {string | undefined} logFile
 * @property {Promise<string>} ended resolves with the way it ended, like "exit code 1" or "SIGKILL"
 * @property {() => boolean} isRunning
 * @property {() => readonly string[]} lastLines the last lines of both streams
 * @property {(signal?: NodeJS.Signals) => Promise<void>} stop sends its stop signal or another one, and SIGKILL after
 * the grace period
 * @property {boolean} stopsLast
 */

/** @type {Set<Child>} */
const running = new Set();

/**
 * Starts a program, and writes its output to a log file line by line.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {readonly string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} [options.logFile]
 * @param {(line: string) => void} [options.onLine]
 * @param {number} [options.keep] how many of the last lines are kept
 * @param {string} [options.input] what it reads on its standard input; if missing, it has none
 * @param {NodeJS.Signals} [options.stopSignal]
 * @param {number} [options.stopGraceMs] after which it is killed
 * @param {boolean} [options.stopsLast] others need it, so they are stopped first, and Ctrl-C in the terminal does not
 * reach it
 * @param {boolean} [options.lifeline] gives it a pipe as file 3, which ends without a line if this process is killed
 * @param {{ uid: number, gid: number }} [options.as] another user, for root only
 * @returns {Child}
 */
export function startChild({
  name,
  command,
  args,
  cwd,
  env,
  logFile,
  onLine,
  as,
  input,
  keep = 40,
  stopSignal = "SIGTERM",
  stopGraceMs = 8000,
  stopsLast = false,
  lifeline = false,
}) {
  const log = logFile ? openLog(logFile) : undefined;
  const program = spawn(command, args, {
    cwd,
    env,
    stdio: [input === undefined ? "ignore" : "pipe", "pipe", "pipe", lifeline ? "pipe" : "ignore"],
    // The terminal does not reach a separate process group.
    detached: stopsLast && process.platform !== "win32",
    ...as,
  });
  // A program may end without reading its input; only its exit code counts.
  program.stdin?.on("error", () => {}).end(input);
  /** @type {string[]} */
  const last = [];
  for (const stream of [program.stdout, program.stderr]) {
    if (!stream) continue;
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => {
      log?.write(line);
      last.push(line);
      if (last.length > keep) last.shift();
      onLine?.(line);
    });
  }
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    program.once("error", (error) => resolve(`could not start: ${error.message}`));
    if (lifeline) program.once("exit", () => letGo(program.stdio[3]));
    // "close" comes after the last line; "exit" may come before it.
    program.once("close", (code, signal) => resolve(signal ?? `exit code ${code}`));
  });
  /** @type {Child} */
  const child = {
    name,
    pid: program.pid,
    logFile,
    ended,
    isRunning: () => running.has(child),
    lastLines: () => last,
    stopsLast,
    stop: async (signal = stopSignal) => {
      program.kill(signal);
      const timer = setTimeout(() => program.kill("SIGKILL"), stopGraceMs);
      await ended;
      clearTimeout(timer);
    },
  };
  running.add(child);
  void ended.then(() => {
    running.delete(child);
    void log?.end();
  });
  return child;
}

/** Stops all children at the same time, and after them those that the others needed. */
export async function stopAll() {
  for (const last of [false, true]) {
    await Promise.all([...running].filter(({ stopsLast }) => stopsLast === last).map((child) => child.stop()));
  }
}

/**
 * Tells the other end of a lifeline that this end is intended.
 * @param {import("node:stream").Readable | import("node:stream").Writable | null | undefined} pipe
 */
function letGo(pipe) {
  if (!pipe || !("end" in pipe)) return;
  pipe.on("error", () => {});
  pipe.end("done\n");
}

/** Kills all remaining children at once. */
export function killAll() {
  for (const { pid } of running) {
    try {
      if (pid) process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended.
    }
  }
}

/**
 * Runs a program to its end.
 * @param {Omit<Parameters<typeof startChild>[0], "name">} options
 * @returns {Promise<{ ok: boolean, how: string, lines: readonly string[] }>} `lines`: the last ones
 */
export async function runToEnd(options) {
  const child = startChild({ name: options.command, ...options });
  const how = await child.ended;
  return { ok: how === "exit code 0", how, lines: child.lastLines() };
}
