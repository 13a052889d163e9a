import { join } from "node:path";
import { runToEnd } from "../launch/processes.mjs";
import { root } from "../paths.mjs";
import { say } from "../progress.mjs";
import { build } from "../workspace/build.mjs";
import { install } from "../workspace/install.mjs";
import { programOf } from "../workspace/programs.mjs";
import { findBrowser } from "./browser.mjs";

const e2eDir = join(root, "e2e");

/**
 * Builds the product and runs journeys with a browser that are no part of the tests.
 * @param {string} config in e2e
 */
export async function runWithConfig(config) {
  await install();
  await build();
  const { ok } = await runToEnd({
    command: process.execPath,
    args: [programOf("@playwright/test", { in: e2eDir, program: "playwright" }), "test", "-c", config],
    cwd: e2eDir,
    env: { ...process.env, CHROMIUM_PATH: await findBrowser() },
    onLine: say,
  });
  process.exitCode = ok ? 0 : 1;
}
