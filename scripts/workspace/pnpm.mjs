import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, machine, root } from "../paths.mjs";
import { withLock } from "./lock.mjs";
import { npmCommand } from "./npm.mjs";

/** Like "pnpm@12.21.0": the one place that names pnpm's version. @type {{ packageManager: string }} */
const { packageManager } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));

const folder = join(cacheDir, `${packageManager.replace("@", "-")}-${machine}`);

/** The directory of pnpm for turbo, which needs it on its PATH. */
export const pnpmBin = join(folder, "node_modules/.bin");

/**
 * The command that runs pnpm. npm installs pnpm in the checkout the first time, so that the machine does not need it.
 * Errors: ExpectedError with npm's last lines.
 * @param {readonly string[]} args
 * @returns {Promise<{ command: string, args: string[] }>}
 */
export async function pnpmCommand(args) {
  const done = join(folder, "complete");
  if (!existsSync(done)) {
    await withLock("pnpm", async () => {
      if (existsSync(done)) return;
      await installPnpm();
      await writeFile(done, "");
    });
  }
  return { command: process.execPath, args: [join(folder, "node_modules/pnpm/bin/pnpm.mjs"), ...args] };
}

async function installPnpm() {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  const quiet = ["--no-save", "--ignore-scripts", "--no-audit", "--no-fund"];
  await toEnd(npmCommand(["install", "--prefix", folder, ...quiet, packageManager]));
  // Runs its install script, which puts the program for this machine in place.
  await toEnd({ command: process.execPath, args: [join(folder, "node_modules/pnpm/install.js")] });
}

/** @param {import("./npm.mjs").Command} command */
async function toEnd(command) {
  const { ok, lines } = await runToEnd({ ...command, cwd: folder, env: process.env });
  if (ok) return;
  throw new ExpectedError(
    `Installing ${packageManager} failed. Is the npm registry reachable?\n${lines.slice(-15).join("\n")}`,
  );
}

/** `node scripts/run.mjs pnpm ARGS`: runs it with them, on this terminal. @param {readonly string[]} args */
export async function run(args) {
  const pnpm = await pnpmCommand(args);
  const child = spawn(pnpm.command, pnpm.args, { cwd: root, stdio: "inherit" });
  child.on("close", (code) => {
    process.exitCode = code ?? 1;
  });
}
