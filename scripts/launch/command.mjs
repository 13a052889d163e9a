import { spawn } from "node:child_process";
import { webDir } from "../paths.mjs";
import { install } from "../workspace/install.mjs";
import { environmentFor } from "./environment.mjs";
import { end, report } from "./lifetime.mjs";
import { migrateAsOwner } from "./migration.mjs";
import { useDatabase } from "./postgres/database.mjs";
import { sharedValues } from "./services.mjs";
import { readSettings } from "./settings.mjs";

/**
 * Runs one of the app's own commands with the settings and secrets that `npm start` uses, whether the app runs or not.
 * @param {string} file in apps/web/src/commands
 * @param {readonly string[]} args
 */
export async function runCommand(file, args) {
  try {
    const settings = readSettings(process.env, { dataDir: ".data" });
    if (!settings.supervised) await install();
    const database = settings.databaseUrl ? { url: settings.databaseUrl } : await useDatabase(settings.dataDir);
    // tsx caches in the directory for temporary files, which may be read-only under a supervisor.
    const compiler = settings.supervised ? { TSX_DISABLE_CACHE: "1" } : {};
    await migrateAsOwner(settings, database.url);
    const env = environmentFor("command", { ...(await sharedValues(settings, database.url)), ...compiler });
    process.exitCode = await runToExit(["--import", "tsx", `src/commands/${file}`, ...args], env);
    if ("stop" in database) await database.stop();
  } catch (error) {
    report(error);
    await end(1);
  }
}

/**
 * Runs a command that needs neither settings nor a database: only the files that it is given.
 * @param {string} file in apps/web/src/commands
 * @param {readonly string[]} args
 */
export async function runCommandAlone(file, args) {
  try {
    const { supervised } = readSettings(process.env, { dataDir: ".data" });
    if (!supervised) await install();
    const compiler = supervised ? { TSX_DISABLE_CACHE: "1" } : {};
    process.exitCode = await runToExit(["--import", "tsx", `src/commands/${file}`, ...args], {
      ...process.env,
      ...compiler,
    });
  } catch (error) {
    report(error);
    await end(1);
  }
}

/**
 * Runs on this terminal. Signals are passed to the command; the database is stopped after it.
 * @param {readonly string[]} program
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>} its exit code
 */
async function runToExit(program, env) {
  const child = spawn(process.execPath, program, { cwd: webDir, env, stdio: "inherit" });
  /** @type {readonly NodeJS.Signals[]} */
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  const handOn = (/** @type {NodeJS.Signals} */ signal) => void child.kill(signal);
  for (const signal of signals) process.on(signal, handOn);
  const code = await new Promise((done) => child.once("exit", (exitCode) => done(exitCode ?? 1)));
  for (const signal of signals) process.off(signal, handOn);
  return code;
}
