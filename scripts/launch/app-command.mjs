import { spawn } from "node:child_process";
import { webDir } from "../paths.mjs";
import { install } from "../workspace/install.mjs";
import { end, report } from "./lifetime.mjs";
import { sharedEnvironment } from "./services.mjs";
import { readSettings } from "./settings.mjs";

/**
 * `npm run provider:add -- …` and `npm run erasures -- …`: runs one of the app's own commands with the settings and secrets
 * that `npm start` uses.
 *
 * @param {string} file of the command
 */
export const appCommand = (file) => ({ run: () => run(file) });

/** @param {string} file */
async function run(file) {
  try {
    const settings = readSettings(process.env, { dataDir: ".data" });
    await install();
    const args = ["--import", "tsx", `src/commands/${file}`, ...process.argv.slice(2)];
    const env = await sharedEnvironment(settings);
    const child = spawn(process.execPath, args, { cwd: webDir, env, stdio: "inherit" });
    process.exitCode = await new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
  } catch (error) {
    report(error);
    await end(1);
  }
}
