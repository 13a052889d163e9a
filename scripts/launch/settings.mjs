import { resolve } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { root } from "../paths.mjs";

/**
 * The settings that the launcher itself needs. The app reads and checks all of them again in
 * apps/web/src/platform/env.ts.
 * @typedef {object} Settings
 * @property {number} port
 * @property {string} host the address the app listens on
 * @property {number} demoProviderPort
 * @property {number} demoLibraryPort
 * @property {string} origin the address that people open, like "http://localhost:3000"
 * @property {string} dataDir absolute
 * @property {string | undefined} databaseUrl undefined: the PostgreSQL that comes with Assent, in dataDir
 * @property {boolean} demo with the demo provider and the demo library
 * @property {boolean} supervised started by systemd or a container engine: see docs/configuration.md
 */

/** @typedef {Readonly<Record<string, string | undefined>>} Environment */

/**
 * Reads and checks them. Errors: one ExpectedError that names every wrong setting, without its value, which may be a
 * secret.
 * @param {Environment} environment
 * @param {{ dataDir: string }} defaults
 * @returns {Settings}
 */
export function readSettings(environment, defaults) {
  /** @type {string[]} */
  const problems = [];
  const set = (/** @type {string} */ name) => environment[name] || undefined;

  const port = readPort("PORT", set("PORT"), 3000, problems);
  const demoProviderPort = readPort("DEMO_IDP_PORT", set("DEMO_IDP_PORT"), 4000, problems);
  const demoLibraryPort = readPort("DEMO_LIBRARY_PORT", set("DEMO_LIBRARY_PORT"), 4100, problems);
  const url = readAddress(set("AUTH_URL") ?? `http://localhost:${port}`, problems);
  const demo = readDemo(set("DEMO"), url, problems);
  const supervised = readSwitch("SUPERVISED", set("SUPERVISED"), problems);
  if (demo && new Set([port, demoProviderPort, demoLibraryPort]).size < 3) {
    problems.push("PORT, DEMO_IDP_PORT and DEMO_LIBRARY_PORT must be three different ports");
  }
  checkLength("AUTH_SECRET", set("AUTH_SECRET"), 32, problems);
  checkLength("DEMO_IDP_CLIENT_SECRET", set("DEMO_IDP_CLIENT_SECRET"), 16, problems);
  checkLength("DEMO_LIBRARY_CLIENT_SECRET", set("DEMO_LIBRARY_CLIENT_SECRET"), 16, problems);
  const databaseUrl = set("DATABASE_URL");
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl)) {
    problems.push("DATABASE_URL must begin with postgres:// or postgresql://");
  }
  if (problems.length > 0) throw new ExpectedError(problems.join("\nassent: "));
  return {
    port,
    host: set("HOST") ?? "localhost",
    demoProviderPort,
    demoLibraryPort,
    origin: url.origin,
    dataDir: resolve(root, set("DATA_DIR") ?? defaults.dataDir),
    databaseUrl,
    demo,
    supervised,
  };
}

/**
 * @param {string} name
 * @param {string | undefined} value
 * @param {number} fallback
 * @param {string[]} problems
 */
function readPort(name, value, fallback, problems) {
  if (value === undefined) return fallback;
  const port = /^\d{1,5}$/.test(value) ? Number(value) : 0;
  if (port >= 1 && port <= 65535) return port;
  problems.push(`${name} must be a port number, 1 to 65535`);
  return fallback;
}

/** @param {string} value @param {string[]} problems */
function readAddress(value, problems) {
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url && /^https?:$/.test(url.protocol) && url.pathname === "/" && !url.search && !url.hash) return url;
  problems.push("AUTH_URL must be the address people open, without a path, like https://id.example.org");
  return new URL("http://localhost");
}

/** @param {string | undefined} value @param {URL} url @param {string[]} problems */
function readDemo(value, url, problems) {
  const local = url.protocol === "http:" && ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
  if (value === undefined) return local;
  if (value === "off") return false;
  if (value !== "on") problems.push("DEMO must be on or off");
  else if (!local)
    problems.push("DEMO=on works only on this machine: leave AUTH_URL at http://localhost:PORT, or set DEMO=off");
  return true;
}

/** @param {string} name @param {string | undefined} value @param {string[]} problems */
function readSwitch(name, value, problems) {
  if (value !== undefined && value !== "on" && value !== "off") problems.push(`${name} must be on or off`);
  return value === "on";
}

/** @param {string} name @param {string | undefined} value @param {number} least @param {string[]} problems */
function checkLength(name, value, least, problems) {
  if (value !== undefined && value.length < least) problems.push(`${name} must be ${least} characters or longer`);
}
