import { randomBytes } from "node:crypto";
import { chown, mkdir, open, rename, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";
import { runToEnd } from "../processes.mjs";
import { keptSecret } from "../secrets.mjs";
import { layout, markerFile } from "./layout.mjs";
import { dataArgument, serverEnvironment } from "./serve.mjs";
import { userName } from "./user-name.mjs";

/** @typedef {import("./programs.mjs").Programs} Programs */
/** @typedef {import("./server-user.mjs").User} User */

/** The role and the database of the app. The role owns its database and is not a superuser. */
export const appName = "assent";

/**
 * Sorting and letter case by code point, the same on every machine.
 * https://www.postgresql.org/docs/current/locale.html#LOCALE-PROVIDERS
 */
const sameEverywhere = ["--encoding=UTF8", "--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"];

/**
 * Makes the database of a DATA_DIR, with the app's role and database in it. It is complete or does not exist: an
 * interrupted one is started again. Errors: ExpectedError.
 * @param {string} dataDir
 * @param {{ programs: Programs, user: User | undefined }} options
 */
export async function initialise(dataDir, { programs, user }) {
  const { base, draft, data, password } = layout(dataDir);
  const appPassword = await keptSecret(password);
  await ownDirectory(base, user);
  await rm(draft, { recursive: true, force: true });
  await ownDirectory(draft, user);
  const name = user ? {} : await userName(base);
  // Only the app's role is ever used; the superuser gets a password that no one knows.
  const superuser = { password: randomBytes(32).toString("hex"), options: ["--data-checksums"] };
  await initdb(draft, { programs, user, name, ...superuser });
  await makeAppRole(draft, appPassword, { programs, user, name });
  await writeMarker(draft, programs.major, user);
  await rename(draft, data);
  await sync(base);
}

/** Makes a directory that only the server's user may enter. @param {string} path @param {User | undefined} user */
export async function ownDirectory(path, user) {
  await mkdir(path, { recursive: true, mode: 0o700 });
  if (user) await chown(path, user.uid, user.gid);
}

/**
 * Runs initdb in an empty directory. Errors: ExpectedError with its last lines.
 * @param {string} directory
 * @param {object} settings
 * @param {Programs} settings.programs
 * @param {User | undefined} settings.user
 * @param {NodeJS.ProcessEnv} [settings.name] see user-name.mjs
 * @param {string} settings.password of the superuser "postgres"
 * @param {readonly string[]} settings.options
 */
export async function initdb(directory, { programs, user, name = {}, password, options }) {
  const passwordFile = `${directory}.password`;
  try {
    await writeFile(passwordFile, password, { mode: 0o600 });
    if (user) await chown(passwordFile, user.uid, user.gid);
    const { ok, lines } = await runToEnd({
      command: join(programs.directory, "initdb"),
      args: [
        ...["-D", dataArgument(directory, user), "-U", "postgres", `--pwfile=../${nameOf(passwordFile)}`],
        ...["--auth=scram-sha-256", ...sameEverywhere, ...options],
      ],
      cwd: directory,
      env: { ...serverEnvironment(), ...name },
      ...(user ? { as: user } : {}),
    });
    if (!ok)
      throw new ExpectedError(`PostgreSQL could not make a database in ${directory}.\n${lines.slice(-15).join("\n")}`);
  } finally {
    await rm(passwordFile, { force: true });
  }
}

/** @param {string} path */
const nameOf = (path) => path.split(/[\\/]/).at(-1);

/**
 * Without a connection, so that no one else can connect first.
 * https://www.postgresql.org/docs/current/app-postgres.html
 * @param {string} directory
 * @param {string} password base64
 * @param {{ programs: Programs, user: User | undefined, name: NodeJS.ProcessEnv }} options
 */
async function makeAppRole(directory, password, { programs, user, name }) {
  const { ok, lines } = await runToEnd({
    command: join(programs.directory, "postgres"),
    // The statements contain the password, so they are not printed if one fails.
    args: [
      ...["--single", "-D", dataArgument(directory, user)],
      ...["-c", "exit_on_error=on", "-c", "log_min_error_statement=panic", "postgres"],
    ],
    cwd: directory,
    env: { ...serverEnvironment(), ...name },
    input: `create role ${appName} login password '${password}'\ncreate database ${appName} owner ${appName}\n`,
    ...(user ? { as: user } : {}),
  });
  if (!ok) throw new ExpectedError(`PostgreSQL could not make the database of Assent.\n${lines.slice(-15).join("\n")}`);
}

/** @param {string} directory @param {number} major @param {User | undefined} user */
async function writeMarker(directory, major, user) {
  const { name, content } = markerFile(major);
  const path = join(directory, name);
  await writeFile(path, content, { mode: 0o600, flush: true });
  if (user) await chown(path, user.uid, user.gid);
  await sync(directory);
}

/** Writes changes in a directory to the disk. @param {string} directory */
async function sync(directory) {
  if (process.platform === "win32") return;
  const handle = await open(directory);
  await handle.sync().finally(() => handle.close());
}
