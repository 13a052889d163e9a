import { join } from "node:path";
import { demoLibraryDir, demoProviderDir, webDir } from "../paths.mjs";
import { say } from "../progress.mjs";
import { environmentFor } from "./environment.mjs";
import { startChild } from "./processes.mjs";
import { keptSecret } from "./secrets.mjs";

const withParent = ["--import", new URL("follow-parent.mjs", import.meta.url).href];

/** @typedef {import("./settings.mjs").Settings} Settings */
/** @typedef {{ child: import("./processes.mjs").Child, ready: string }} Service `ready`: answers 200 once it is up */

/**
 * The values that programs get, each by its list in environment.mjs. Secrets are created at the first start and stored
 * in DATA_DIR/secrets; a setting of the same name takes precedence.
 * @param {Settings} settings
 * @param {string} databaseUrl
 */
export async function sharedValues(settings, databaseUrl) {
  const kept = async (/** @type {string} */ variable, /** @type {string} */ file) =>
    process.env[variable] || keptSecret(join(settings.dataDir, "secrets", file));
  const demoSecrets = settings.demo
    ? {
        DEMO_IDP_CLIENT_SECRET: await kept("DEMO_IDP_CLIENT_SECRET", "demo-idp-client-secret"),
        DEMO_LIBRARY_CLIENT_SECRET: await kept("DEMO_LIBRARY_CLIENT_SECRET", "demo-library-client-secret"),
      }
    : {};
  return {
    PORT: String(settings.port),
    DEMO_IDP_PORT: String(settings.demoProviderPort),
    DEMO_LIBRARY_PORT: String(settings.demoLibraryPort),
    AUTH_URL: settings.origin,
    // The names of the same address in the demo provider and the demo library.
    APP_URL: settings.origin,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: databaseUrl,
    DEMO: settings.demo ? "on" : "off",
    AUTH_SECRET: await kept("AUTH_SECRET", "auth-secret"),
    ...demoSecrets,
    NEXT_TELEMETRY_DISABLED: "1",
  };
}

/** @typedef {Awaited<ReturnType<typeof sharedValues>>} Values */

/**
 * The target of a program's output: its log file, or the supervisor's log.
 * @param {Settings} settings
 * @param {string} file
 */
export const outputOf = ({ dataDir, supervised }, file) =>
  supervised ? { onLine: say } : { logFile: join(dataDir, "logs", file), onLine: showSentences };

/**
 * @param {Settings} settings
 * @param {Values} values
 * @param {"production" | "development"} mode
 * @returns {Service}
 */
export function startApp(settings, values, mode) {
  const command = mode === "production" ? "start" : "dev";
  return {
    child: startChild({
      name: "The app",
      command: process.execPath,
      args: [...withParent, "server.mjs", command, "-p", String(settings.port), "-H", settings.host],
      cwd: webDir,
      env: environmentFor("app", { ...values, NODE_ENV: mode }),
      ...outputOf(settings, "app.log"),
      ...(mode === "development" ? { onLine: say } : {}),
    }),
    ready: `http://${reachable(settings.host)}:${settings.port}/api/health`,
  };
}

/**
 * @param {Settings} settings
 * @param {Values} values
 * @returns {Service}
 */
export function startDemoProvider(settings, values) {
  return {
    child: startChild({
      name: "The demo provider",
      command: process.execPath,
      args: [...withParent, "--import", "tsx", "src/main.ts"],
      cwd: demoProviderDir,
      env: environmentFor("demoProvider", values),
      ...outputOf(settings, "demo-idp.log"),
    }),
    ready: `http://127.0.0.1:${settings.demoProviderPort}/.well-known/openid-configuration`,
  };
}

/**
 * @param {Settings} settings
 * @param {Values} values
 * @returns {Service}
 */
export function startDemoLibrary(settings, values) {
  return {
    child: startChild({
      name: "The demo library",
      command: process.execPath,
      args: [...withParent, "--import", "tsx", "src/main.ts"],
      cwd: demoLibraryDir,
      env: environmentFor("demoLibrary", values),
      ...outputOf(settings, "demo-library.log"),
    }),
    ready: `http://127.0.0.1:${settings.demoLibraryPort}/`,
  };
}

/**
 * Prints the sentences that programs have for the operator; all other output is only in the log file.
 * @param {string} line
 */
function showSentences(line) {
  if (line.startsWith("assent: ")) say(line);
}

/** A server on all addresses is requested on this machine. @param {string} host */
function reachable(host) {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
