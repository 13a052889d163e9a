import { spawn } from "node:child_process";
import { createWriteStream, mkdirSync, renameSync, statSync } from "node:fs";
import { dirname } from "node:path";
import { createInterface } from "node:readline";

/**
 * @typedef {object} Child
 * @property {string} name
 * @property {number | undefined} pid
 * @property {string | undefined} logFile
 * @property {Promise<string>} ended resolves with how it ended, like "exit code 1" or "SIGKILL"
 * @property {() => boolean} isRunning
 * @property {() => readonly string[]} lastLines what it printed last, both streams
 * @property {() => Promise<void>} stop SIGTERM, and SIGKILL when the grace is over
 */

/** @type {Set<Child>} */
const running = new Set();

const rotateAbove = 10 * 1024 * 1024;

/**
 * Starts a program whose output goes to a log file, line by line.
 * @param {object} options
 * @param {string} options.name
 * @param {string} options.command
 * @param {readonly string[]} options.args
 * @param {string} options.cwd
 * @param {NodeJS.ProcessEnv} options.env
 * @param {string} [options.logFile]
 * @param {(line: string) => void} [options.onLine]
 * @param {number} [options.keep] how many of the last lines are kept
 * @param {NodeJS.Signals} [options.stopSignal]
 * @param {number} [options.stopGraceMs] after which it is killed
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
  keep = 40,
  stopSignal = "SIGTERM",
  stopGraceMs = 8000,
}) {
  const log = logFile ? openLog(logFile) : undefined;
  const program = spawn(command, args, { cwd, env, stdio: ["ignore", "pipe", "pipe"], ...as });
  /** @type {string[]} */
  const last = [];
  for (const stream of [program.stdout, program.stderr]) {
    createInterface({ input: stream, crlfDelay: Infinity }).on("line", (line) => {
      log?.write(`${line}\n`);
      last.push(line);
      if (last.length > keep) last.shift();
      onLine?.(line);
    });
  }
  /** @type {Promise<string>} */
  const ended = new Promise((resolve) => {
    program.once("error", (error) => resolve(`could not start: ${error.message}`));
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
    stop: async () => {
      program.kill(stopSignal);
      const timer = setTimeout(() => program.kill("SIGKILL"), stopGraceMs);
      await ended;
      clearTimeout(timer);
    },
  };
  running.add(child);
  void ended.then(() => {
    running.delete(child);
    log?.end();
  });
  return child;
}

/** Stops everything that was started, all at the same time. */
export async function stopAll() {
  await Promise.all([...running].map((child) => child.stop()));
}

/** Ends everything that is still there at once. */
export function killAll() {
  for (const { pid } of running) {
    try {
      if (pid) process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
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

/** Appends, so that a second copy that is turned away does not wipe the log of the first. @param {string} file */
function openLog(file) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > rotateAbove) renameSync(file, `${file}.1`);
  return createWriteStream(file, { flags: "a", mode: 0o600 });
}
