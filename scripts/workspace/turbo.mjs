import { spawn } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { availableParallelism } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, machine, root } from "../paths.mjs";
import { buildKey } from "./build-key.mjs";
import { pnpmBin } from "./pnpm.mjs";
import { programOf } from "./programs.mjs";

/**
 * The result of one task.
 * @typedef {object} TaskResult
 * @property {string} name like "@assent/web#build", or "//#lint" for one of the whole checkout
 * @property {string} directory its absolute directory
 * @property {boolean} ok
 * @property {boolean} cached whether it did not run, because nothing that it depends on has changed
 * @property {string} output its output
 */

/**
 * Runs tasks of turbo.json, one for each core at a time; a failed one does not stop the others.
 * Errors: Error with turbo's last lines if it could not run at all.
 * @param {readonly string[]} tasks like "typecheck", or "@assent/web#build" for that of one package
 * @param {object} [options]
 * @param {NodeJS.ProcessEnv} [options.env] more variables; a task gets only those that turbo.json names
 * @param {readonly string[]} [options.flags] of turbo, or `--` and the arguments of the tasks' commands
 * @param {(task: string) => void} [options.onStart]
 * @returns {Promise<TaskResult[]>}
 */
export async function runTasks(tasks, { env = {}, flags = [], onStart } = {}) {
  const always = ["--continue", "--summarize", "--output-logs=hash-only", `--concurrency=${availableParallelism()}`];
  let summary = "";
  const { how, lines } = await runToEnd({
    command: process.execPath,
    args: [programOf("turbo"), "run", ...tasks, ...always, ...flags],
    cwd: root,
    env: { ...(await environment(env)), NO_COLOR: "1" },
    logFile: join(cacheDir, "logs/turbo.log"),
    onLine: (line) => {
      const [, started] = /^(\S+): cache (?:hit|miss|bypass)/.exec(line) ?? [];
      if (started) onStart?.(started);
      summary = /^Summary: +(.+)$/.exec(line)?.[1] ?? summary;
    },
  });
  if (!summary) throw new Error(`turbo could not run ${tasks.join(", ")} (${how}).\n${lines.join("\n")}`);
  return readSummary(summary);
}

/** @typedef {{ taskId: string, directory: string, logFile: string, command: string, cache: { status: string }, execution?: { exitCode: number } }} Task */

/** @param {string} file @returns {Promise<TaskResult[]>} */
async function readSummary(file) {
  /** @type {{ tasks: Task[] }} */
  const { tasks } = JSON.parse(await readFile(file, "utf8"));
  await rm(file);
  return Promise.all(
    tasks
      .filter(({ command }) => command !== "<NONEXISTENT>")
      .map(async ({ taskId, directory, logFile, cache, execution }) => ({
        name: taskId,
        directory: join(root, directory),
        ok: execution?.exitCode === 0,
        cached: cache.status === "HIT",
        output: await readFile(join(root, logFile), "utf8").catch(() => "It did not run."),
      })),
  );
}

/** `node scripts/run.mjs turbo ARGS`: runs it with them, on this terminal. @param {readonly string[]} args */
export async function run(args) {
  const child = spawn(process.execPath, [programOf("turbo"), ...args], {
    cwd: root,
    env: await environment(),
    stdio: "inherit",
  });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}

/**
 * turbo starts `pnpm run`, which starts `node`. Both must be the ones of this command.
 * @param {NodeJS.ProcessEnv} more
 */
async function environment(more = {}) {
  return {
    ...process.env,
    ...more,
    PATH: [dirname(process.execPath), pnpmBin, process.env["PATH"]].join(delimiter),
    ASSENT_MACHINE: machine,
    NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: buildKey,
    NEXT_TELEMETRY_DISABLED: "1",
    TURBO_TELEMETRY_DISABLED: "1",
  };
}
