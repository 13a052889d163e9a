import { relative } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { root } from "../paths.mjs";
import { say, step } from "../progress.mjs";
import { prepare } from "../workspace/prepare.mjs";
import { untilHealthy, whyItEnded } from "./health.mjs";
import { end, endWhenAsked, isEnding, report } from "./lifetime.mjs";
import { migrateAsOwner } from "./migration.mjs";
import { requireFreePort } from "./ports.mjs";
import { startDatabase } from "./postgres/database.mjs";
import { outputOf, sharedValues, startApp, startDemoLibrary, startDemoProvider } from "./services.mjs";
import { readSettings } from "./settings.mjs";
import { welcome } from "./welcome.mjs";

/** `npm start` */
export async function run() {
  await launch({ dataDir: ".data", mode: "production" });
}

/**
 * From a checkout to running servers. Once they have stopped, it ends this process.
 * @param {{ dataDir: string, mode: "production" | "development" }} options `dataDir`: the default
 */
export async function launch({ dataDir, mode }) {
  let isUp = false;
  endWhenAsked({ onStop: () => say("  Stopping"), exitCode: () => (isUp ? 0 : undefined) });
  try {
    const settings = readSettings(process.env, { dataDir });
    await requireFreePorts(settings);
    await prepare({ forMode: mode, supervised: settings.supervised });
    const database = settings.databaseUrl
      ? undefined
      : await startDatabase(settings.dataDir, outputOf(settings, "postgres.log"));
    const databaseUrl = settings.databaseUrl ?? database?.url ?? "";
    await migrateAsOwner(settings, databaseUrl);
    const values = await sharedValues(settings, databaseUrl);
    const services = await step("Starting", () => startServices(settings, values, mode));
    isUp = true;
    say(welcome(settings, { data: shown(settings.dataDir), mode }));
    const children = [...services.map(({ child }) => child), ...(database ? [database.child] : [])];
    const stopped = await Promise.race(children.map((child) => child.ended.then(() => child)));
    throw new ExpectedError(await whyItEnded(stopped));
  } catch (error) {
    // A program that ends because we stop it has not failed.
    if (!isEnding()) report(error);
  }
  await end(1);
}

/** @param {string} directory */
function shown(directory) {
  const inside = relative(root, directory);
  return inside.startsWith("..") ? directory : inside;
}

/** @param {import("./settings.mjs").Settings} settings */
async function requireFreePorts(settings) {
  await requireFreePort({ setting: "PORT", port: settings.port, host: settings.host });
  if (settings.demo) {
    await requireFreePort({ setting: "DEMO_IDP_PORT", port: settings.demoProviderPort, host: "127.0.0.1" });
    await requireFreePort({ setting: "DEMO_LIBRARY_PORT", port: settings.demoLibraryPort, host: "127.0.0.1" });
  }
}

/**
 * @param {import("./settings.mjs").Settings} settings
 * @param {import("./services.mjs").Values} values
 * @param {"production" | "development"} mode
 */
async function startServices(settings, values, mode) {
  const services = [startApp(settings, values, mode)];
  if (settings.demo) services.push(startDemoProvider(settings, values), startDemoLibrary(settings, values));
  await Promise.all(services.map(({ ready, child }) => untilHealthy(ready, child)));
  return services;
}
