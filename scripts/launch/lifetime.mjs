import { readFileSync } from "node:fs";
import { ExpectedError } from "../expected-error.mjs";
import { killAll, stopAll } from "./processes.mjs";

/** @type {Set<() => void | Promise<void>>} */
const cleanups = new Set();

/**
 * Runs `cleanup` before this process ends, for any reason.
 * @param {() => void | Promise<void>} cleanup
 * @returns {() => void} forgets it
 */
export function beforeEnd(cleanup) {
  cleanups.add(cleanup);
  return () => cleanups.delete(cleanup);
}

let ending = false;

/** True as soon as this process has begun to stop. */
export const isEnding = () => ending;

/** Prints an error: an expected one as its sentence. @param {unknown} error */
export function report(error) {
  console.error(error instanceof ExpectedError ? `assent: ${error.message}` : error);
}

/**
 * Stops all children, runs the clean-ups and ends. The first caller sets the exit code.
 * @param {number} code
 * @returns {Promise<never>}
 */
export async function end(code) {
  if (ending) return new Promise(() => {});
  ending = true;
  await stopAll();
  for (const cleanup of [...cleanups].reverse()) {
    try {
      await cleanup();
    } catch (error) {
      console.error(error);
    }
  }
  process.exit(code);
}

/**
 * Ends this process and its children on Ctrl-C, SIGTERM, a closed terminal, and if the command that started it has
 * ended: a signal to `npm start` ends npm and is not always passed on.
 * @param {{ onStop?: () => void, exitCode?: () => number | undefined }} [options] `exitCode`: instead of 128 + signal
 */
export function endWhenAsked({ onStop, exitCode } = {}) {
  let asked = 0;
  const stop = (/** @type {number} */ code) => {
    // A terminal sends Ctrl-C to npm and to us, and npm passes it on, so two within a moment count as one.
    if (asked > 0) {
      if (performance.now() - asked < 1000) return;
      killAll();
      process.exit(code);
    }
    asked = performance.now();
    onStop?.();
    void end(exitCode?.() ?? code);
  };
  process.on("SIGINT", () => stop(130));
  process.on("SIGTERM", () => stop(143));
  process.on("SIGHUP", () => stop(129));
  // The output is closed, so this process stops cleanly.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => stop(141));
  watchParents(() => stop(143));
}

/** @param {() => void} onGone */
function watchParents(onGone) {
  const parent = process.ppid;
  const grandparent = parentOf(parent);
  const timer = setInterval(() => {
    if (process.ppid !== parent || parentOf(parent) !== grandparent) onGone();
  }, 300);
  timer.unref();
}

/**
 * npm starts us through a shell, and some shells stay in between. Only Linux shows it cheaply; elsewhere undefined.
 * @param {number} pid
 */
function parentOf(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "latin1");
    // The second field is the program's name in brackets and may contain anything.
    // https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
    return Number(stat.slice(stat.lastIndexOf(")") + 2).split(" ")[1]);
  } catch {
    return undefined;
  }
}
