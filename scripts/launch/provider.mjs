import { spawn } from "node:child_process";
import { webDir } from "../paths.mjs";
import { install } from "../workspace/install.mjs";
import { end, report } from "./lifetime.mjs";
import { sharedEnvironment } from "./services.mjs";
import { readSettings } from "./settings.mjs";

/** `npm run provider:add -- …`: runs the app's own command with the settings and secrets that `npm start` uses. */
export async function run() {
  try {
    const settings = readSettings(process.env, { dataDir: ".data" });
    await install();
    const args = ["--import", "tsx", "src/commands/add-provider.ts", ...process.argv.slice(2)];
    const env = await sharedEnvironment(settings);
    const child = spawn(process.execPath, args, { cwd: webDir, env, stdio: "inherit" });
    process.exitCode = await new Promise((done) => child.once("exit", (code) => done(code ?? 1)));
  } catch (error) {
    report(error);
    await end(1);
  }
}
