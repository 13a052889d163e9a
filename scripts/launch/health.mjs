import { ExpectedError } from "../expected-error.mjs";

/**
 * Waits until the address answers 200. Errors: ExpectedError if the child ends first or the time is up.
 * @param {string} url
 * @param {import("./processes.mjs").Child} child
 * @param {{ timeoutMs?: number }} [options]
 */
export async function untilHealthy(url, child, { timeoutMs = 90_000 } = {}) {
  const deadline = performance.now() + timeoutMs;
  while (performance.now() < deadline) {
    if (!child.isRunning()) throw new ExpectedError(await whyItEnded(child));
    if (await answers(url)) return;
    await new Promise((resolve) => setTimeout(resolve, 60));
  }
  throw new ExpectedError(`${child.name} does not answer after ${timeoutMs / 1000} seconds.\n${lines(child)}`);
}

/**
 * How it ended, with its last lines unless it gave the reason itself.
 * @param {import("./processes.mjs").Child} child
 */
export async function whyItEnded(child) {
  const how = await child.ended;
  // A program that stops prints the reason last, marked "assent: ", so it is already on the screen.
  const explained = child
    .lastLines()
    .slice(-3)
    .some((line) => line.startsWith("assent: "));
  return `${child.name} stopped (${how}).${child.logFile ? ` Its log: ${child.logFile}` : ""}${explained ? "" : `\n${lines(child)}`}`;
}

/** @param {import("./processes.mjs").Child} child */
const lines = (child) =>
  child
    .lastLines()
    .slice(-15)
    .map((line) => `  ${line}`)
    .join("\n");

/** @param {string} url */
async function answers(url) {
  try {
    const response = await fetch(url, { signal: AbortSignal.timeout(5000), redirect: "manual" });
    await response.arrayBuffer();
    return response.ok;
  } catch {
    return false;
  }
}
