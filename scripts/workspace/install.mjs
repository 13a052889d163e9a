import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, machine, root } from "../paths.mjs";
import { step } from "../progress.mjs";
import { withLock } from "./lock.mjs";
import { pnpmCommand } from "./pnpm.mjs";

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
  return existsSync(join(root, "node_modules/.modules.yaml")) && (await readStamp()) === (await stamp());
}

async function runInstall() {
  const result = await runToEnd({
    ...(await pnpmCommand(["install", "--frozen-lockfile"])),
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
  await writeFile(stampFile, `${await stamp()}\n`);
}

/** The same stamp means the same installation: it covers the lockfile, the manifests and the machine. */
async function stamp() {
  const groups = await Promise.all(["apps", "packages"].map(directoriesIn));
  const manifests = [".", "e2e", "scripts", ...groups.flat()].map((directory) => join(directory, "package.json"));
  // An image lacks the packages that it does not need.
  const present = manifests.filter((file) => existsSync(join(root, file))).sort();
  const hash = createHash("sha256").update(machine);
  for (const file of ["pnpm-lock.yaml", "pnpm-workspace.yaml", ...present]) {
    hash.update(`\0${file}\0`).update(await readFile(join(root, file)));
  }
  return hash.digest("hex");
}

/** @param {string} group */
const directoriesIn = async (group) => (await readdir(join(root, group))).map((name) => join(group, name));

async function readStamp() {
  return (await readFile(stampFile, "utf8").catch(() => "")).trim();
}
