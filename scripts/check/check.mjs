import { relative } from "node:path";
import { end, endWhenAsked } from "../launch/lifetime.mjs";
import { root } from "../paths.mjs";
import { say, step } from "../progress.mjs";
import { install } from "../workspace/install.mjs";
import { runTasks } from "../workspace/turbo.mjs";

/** @typedef {import("../workspace/turbo.mjs").TaskResult} TaskResult */

/** The tasks of turbo.json that only read sources. */
export const sourceChecks = [
  "lint",
  "format:check",
  "dead-code",
  "migrations",
  "names",
  "messages",
  "papers",
  "proofs",
  "removals",
  "words",
];

/** The app's one needs types that Next generates in .next, so it must not run during a build. */
export const typeChecks = ["typecheck"];

/** `npm run check`: all checks of the sources that do not run them. */
export async function run() {
  endWhenAsked();
  await install();
  const results = await runShown("Checking", [...sourceChecks, ...typeChecks]);
  const failed = results.filter(({ ok }) => !ok);
  for (const result of failed) say(`\n── ${titleOf(result)}\n${result.output.trimEnd()}`);
  const cached = results.filter((result) => result.cached).length;
  const told = cached > 0 ? ` (${cached} of them unchanged since the last run)` : "";
  say(
    failed.length === 0
      ? `\nAll ${results.length} checks passed${told}`
      : `\n${failed.length} of ${results.length} checks failed`,
  );
  await end(failed.length === 0 ? 0 : 1);
}

/**
 * Runs tasks as one step that names each as it starts.
 * @param {string} label
 * @param {readonly string[]} tasks
 * @param {Omit<NonNullable<Parameters<typeof runTasks>[1]>, "onStart">} [options]
 * @returns {Promise<TaskResult[]>}
 */
export const runShown = (label, tasks, options) =>
  step(label, (progress) => runTasks(tasks, { ...options, onStart: progress }), {
    isGood: (results) => results.every(({ ok }) => ok),
  });

/** The title of a task, like "typecheck in apps/web". @param {TaskResult} result */
export function titleOf({ name, directory }) {
  const where = relative(root, directory);
  const what = name.split("#")[1] ?? name;
  return where ? `${what} in ${where}` : what;
}
