import { existsSync } from "node:fs";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { runToEnd } from "../launch/processes.mjs";
import { keptSecret } from "../launch/secrets.mjs";
import { cacheDir, root, webDir } from "../paths.mjs";
import { step } from "../progress.mjs";
import { withLock } from "./lock.mjs";
import { filesBelow, readStamp, stampOf, writeStamp } from "./stamp.mjs";

/** Next's own entry: it is run by node directly, because every wrapper would be one more process to stop. */
export const nextProgram = join(webDir, "node_modules/next/dist/bin/next");

const stampFile = join(webDir, ".next/assent.stamp");

/**
 * The key that seals what a server action closes over. Next fixes it in the build; a new one would refuse every page
 * that is open in a browser, so it is made once and kept beside the build.
 * https://nextjs.org/docs/app/guides/data-security#overwriting-encryption-keys-advanced
 * @returns {Promise<string>}
 */
export async function serverActionsKey() {
  return process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] || keptSecret(join(cacheDir, "server-actions-key"));
}

/** Builds the app unless exactly these sources are built already. Errors: ExpectedError with the build's last lines. */
export async function build() {
  const key = await serverActionsKey();
  if (await isBuilt(key)) return;
  await withLock("workspace", async () => {
    if (!(await isBuilt(key))) await step("Building the app", () => runBuild(key));
  });
}

/** @param {string} key */
async function isBuilt(key) {
  return existsSync(join(webDir, ".next/BUILD_ID")) && readStamp(stampFile) === (await stamp(key));
}

/** @param {string} key */
async function runBuild(key) {
  // Sources that change while they are built must not pass for built.
  const before = await stamp(key);
  const result = await runToEnd({
    command: process.execPath,
    args: [nextProgram, "build"],
    cwd: webDir,
    env: {
      ...process.env,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      NEXT_SERVER_ACTIONS_ENCRYPTION_KEY: key,
    },
    logFile: join(cacheDir, "logs/build.log"),
  });
  if (!result.ok) {
    throw new ExpectedError(`Building the app failed (${result.how}).\n${result.lines.join("\n")}`);
  }
  await writeStamp(stampFile, before);
}

/** @param {string} key */
async function stamp(key) {
  const skip = new Set(["node_modules", ".next", ".turbo", "test-results", "next-env.d.ts", "migrations"]);
  const keep = (/** @type {string} */ name) => !/\.test\.tsx?$|\.tsbuildinfo$/.test(name);
  const directories = [webDir, join(root, "packages")];
  const lists = await Promise.all(directories.map((directory) => filesBelow(directory, { skip, keep })));
  return stampOf(
    [...lists.flat(), join(root, "pnpm-lock.yaml"), join(root, "tsconfig.base.json")],
    [process.version, key],
  );
}
