// The entry of every npm script: `node scripts/run.mjs start`. Node versions that are too old read this file too: see
// node-version.mjs.
import { withRightNode } from "./node-version.mjs";

/**
 * One of the app's own commands.
 * @param {string} file in apps/web/src/commands
 * @param {string[]} first its first arguments
 */
function appCommand(file, ...first) {
  return async () => {
    const { runCommand } = await import("./launch/command.mjs");
    return { run: (/** @type {string[]} */ args) => runCommand(file, [...first, ...args]) };
  };
}

/**
 * One of the app's commands that needs no database.
 * @param {string} file in apps/web/src/commands
 */
function commandAlone(file) {
  return async () => {
    const { runCommandAlone } = await import("./launch/command.mjs");
    // It runs in another directory, and its arguments name files from here.
    return { run: (/** @type {string[]} */ args) => runCommandAlone(file, [process.cwd(), ...args]) };
  };
}

withRightNode({
  start: () => import("./launch/start.mjs"),
  build: () => import("./workspace/prepare.mjs"),
  dev: () => import("./launch/dev.mjs"),
  check: () => import("./check/check.mjs"),
  test: () => import("./test/test.mjs"),
  "test:removals": () => import("./removals/run.mjs"),
  "test:applications": () => import("./test/applications.mjs"),
  "test:faults": () => import("./test/faults.mjs"),
  "test:builds": () => import("./test/builds.mjs"),
  "test:providers": () => import("./test/providers.mjs"),
  pictures: () => import("./test/pictures.mjs"),
  pnpm: () => import("./workspace/pnpm.mjs"),
  turbo: () => import("./workspace/turbo.mjs"),
  "provider:add": appCommand("add-provider.ts"),
  "application:add": appCommand("add-application.ts"),
  "setup:link": appCommand("setup-link.ts"),
  "keys:rotate": appCommand("rotate-keys.ts"),
  "secrets:reseal": appCommand("reseal-secrets.ts"),
  // These run in another directory, and their arguments name files from here.
  "ledger:verify": appCommand("verify-ledger.ts", process.cwd()),
  "receipt:verify": commandAlone("verify-receipt.ts"),
  erasures: appCommand("erasures.ts", process.cwd()),
});
