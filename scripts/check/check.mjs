import { availableParallelism } from "node:os";
import { end, endWhenAsked } from "../launch/lifetime.mjs";
import { say, step } from "../progress.mjs";
import { install } from "../workspace/install.mjs";
import { sourceParts, webTypes } from "./parts.mjs";

/** @typedef {import("./parts.mjs").Part} Part */

/** `npm run check` */
export async function run() {
  endWhenAsked();
  await install();
  const since = performance.now();
  const outcomes = await runParts([webTypes, ...sourceParts]);
  const failed = outcomes.filter(({ ok }) => !ok);
  for (const { name, details } of failed) say(`\n── ${name}\n${details}`);
  const took = `${((performance.now() - since) / 1000).toFixed(1)} s`;
  say(
    failed.length === 0
      ? `\nAll ${outcomes.length} checks passed (${took})`
      : `\n${failed.length} of ${outcomes.length} checks failed (${took})`,
  );
  await end(failed.length === 0 ? 0 : 1);
}

/**
 * Runs them side by side, as many as there are cores, with one line each.
 * @param {readonly Part[]} parts
 * @returns {Promise<(import("./verdict.mjs").Verdict & { name: string })[]>}
 */
export async function runParts(parts) {
  const waiting = [...parts];
  /** @type {(import("./verdict.mjs").Verdict & { name: string })[]} */
  const outcomes = [];
  const lane = async () => {
    for (let part = waiting.shift(); part; part = waiting.shift()) {
      const { name, run: runPart } = part;
      const verdict = await step(name, () => runPart().catch(crash), { isGood: ({ ok }) => ok });
      outcomes.push({ name, ...verdict });
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, lane));
  return outcomes;
}

/** @param {unknown} error */
const crash = (error) => ({
  ok: false,
  details: error instanceof Error ? (error.stack ?? error.message) : String(error),
});
