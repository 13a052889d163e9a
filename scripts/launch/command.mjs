import { spawn } from "node:child_process";
import { webDir } from "../paths.mjs";
import { install } from "../workspace/install.mjs";
import { end, report } from "./lifetime.mjs";
import { sharedEnvironment } from "./services.mjs";
import { readSettings } from "./settings.mjs";

/**
 * Runs one of the app's own commands with the settings and secrets that `npm start` uses.
 * @param {string} file in apps/web/src/commands
 * @param {readonly string[]} args
 */
export async function runCommand(file, args) {
  try {
    const settings = readSettings(process.env, { dataDir: ".data" });
    await install();
    const env = await sharedEnvironment(settings);
    const program = ["--import", "tsx", `src/commands/${file}`, ...args];
    const child = spawn(process.execPath, program, { cwd: webDir, env, stdio: "inherit" });
    process.exitCode = await new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
  } catch (error) {
    report(error);
    await end(1);
  }
}
