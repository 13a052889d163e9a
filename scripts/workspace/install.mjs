import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, machine, root } from "../paths.mjs";
import { step } from "../progress.mjs";
import { withLock } from "./lock.mjs";
import { pnpmCommand } from "./pnpm.mjs";
import { readStamp, stampOf, writeStamp } from "./stamp.mjs";

const stampFile = join(cacheDir, "install.stamp");

/**
 * Installs the packages of the workspace unless exactly these are installed already.
 * Errors: ExpectedError with pnpm's last lines.
 */
export async function install() {
  if (await isInstalled()) return;
  await withLock("workspace", async () => {
    if (!(await isInstalled())) await step("Installing packages", runInstall);
  });
}

async function isInstalled() {
  return existsSync(join(root, "node_modules/.modules.yaml")) && readStamp(stampFile) === (await stamp());
}

async function runInstall() {
  const result = await runToEnd({
    ...pnpmCommand(["install", "--frozen-lockfile"]),
    cwd: root,
    // Without a terminal pnpm would ask before it removes a node_modules of another version, and fail.
    env: { ...process.env, CI: "true" },
    logFile: join(cacheDir, "logs/install.log"),
  });
  if (!result.ok) {
    throw new ExpectedError(
      `Installing the packages failed (${result.how}). Is the npm registry reachable?\n${result.lines.slice(-15).join("\n")}`,
    );
  }
  await writeStamp(stampFile, await stamp());
}

async function stamp() {
  const packages = await Promise.all(
    ["apps", "packages"].map(async (group) =>
      (await readdir(join(root, group))).map((name) => join(root, group, name)),
    ),
  );
  const manifests = [root, join(root, "e2e"), ...packages.flat()].map((directory) => join(directory, "package.json"));
  return stampOf(
    [join(root, "pnpm-lock.yaml"), join(root, "pnpm-workspace.yaml"), ...manifests.filter((file) => existsSync(file))],
    [machine],
  );
}
