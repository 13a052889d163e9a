/**
 * The part of the environment that a program gets: only what it needs, by name. The owner of the tables is only for
 * migrations, and secrets of the app are only for the app.
 */

/** Paths of this machine, and options of Node.js. */
const surroundings = [
  ...["PATH", "HOME", "USER", "LOGNAME", "TMPDIR", "TMP", "TEMP", "TZ", "LANG", "LC_ALL", "LC_CTYPE", "TERM"],
  ...["NO_COLOR", "FORCE_COLOR", "NODE_OPTIONS", "NODE_EXTRA_CA_CERTS", "SSL_CERT_FILE", "SSL_CERT_DIR"],
  // Windows cannot start a program without these.
  ...["SystemRoot", "SystemDrive", "windir", "ComSpec", "PATHEXT", "APPDATA", "LOCALAPPDATA", "USERPROFILE"],
];

/** The settings that apps/web/src/platform/env.ts reads. */
export const appSettings = [
  ...["PORT", "DEMO_IDP_PORT", "AUTH_URL", "AUTH_SECRET", "AUTH_SECRET_PREVIOUS", "DATABASE_URL", "DATABASE_POOL"],
  ...["LEDGER_ORIGIN", "LEDGER_WITNESSES", "LEDGER_TIMESTAMP_URL", "LEDGER_TIMESTAMP_CERTIFICATES"],
  ...["JURISDICTION", "REFUSAL_DAYS", "AUDIT_ADDRESS_DAYS", "TRUSTED_PROXIES", "PROVIDER_ALLOW_HOSTS"],
  ...[
    "PROVIDERS_WITHOUT_AUTH_TIME",
    "HTTPS_PROXY",
    "NO_PROXY",
    "DEMO",
    "DEMO_IDP_CLIENT_SECRET",
    "DEMO_LIBRARY_PORT",
    "DEMO_LIBRARY_CLIENT_SECRET",
  ],
];

/** The same settings as many systems write them. */
const proxySettings = ["https_proxy", "no_proxy"];

const lists = {
  app: [...surroundings, ...appSettings, ...proxySettings, "NODE_ENV", "NEXT_TELEMETRY_DISABLED"],
  command: [...surroundings, ...appSettings, ...proxySettings, "NODE_ENV", "DATA_DIR", "TSX_DISABLE_CACHE"],
  demoProvider: [...surroundings, "DEMO_IDP_PORT", "DEMO_IDP_CLIENT_SECRET", "APP_URL"],
  demoLibrary: [...surroundings, "DEMO_LIBRARY_PORT", "DEMO_LIBRARY_CLIENT_SECRET", "APP_URL"],
  migration: [...surroundings, "DATABASE_URL", "DATABASE_OWNER_URL", "TSX_DISABLE_CACHE"],
};

/**
 * @param {keyof typeof lists} program
 * @param {Readonly<Record<string, string | undefined>>} values take precedence over those of this process
 * @returns {NodeJS.ProcessEnv}
 */
export function environmentFor(program, values) {
  const all = { ...process.env, ...values };
  const given = lists[program].filter((name) => all[name] !== undefined).map((name) => [name, all[name]]);
  return /** @type {NodeJS.ProcessEnv} */ (Object.fromEntries(given));
}
