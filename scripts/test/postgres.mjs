import { randomBytes } from "node:crypto";
import { chown, mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { beforeEnd } from "../launch/lifetime.mjs";
import { freePort } from "../launch/ports.mjs";
import { runToEnd, startChild } from "../launch/processes.mjs";
import { cacheDir } from "../paths.mjs";
import { postgresPrograms } from "./postgres-programs.mjs";

/** @typedef {{ uid: number, gid: number }} User */
/**
 * @typedef {{ url: string, programs: string, stop: () => Promise<void> }} TestServer `url`: a superuser's, of a maintenance
 *   database; `programs`: where initdb and postgres are, for tests that need a server of their own
 */

const owner = "postgres";
const fixedOptions = ["--auth=scram-sha-256", "--encoding=UTF8", "--locale=C", "--no-sync"];

/**
 * A PostgreSQL of our own for the tests, thrown away afterwards; or the one that TEST_DATABASE_URL names.
 * Errors: ExpectedError with what to install or set.
 * @returns {Promise<TestServer>}
 */
export async function startPostgres() {
  // initdb refuses root, which is who runs in many containers.
  const as = process.getuid?.() === 0 ? await plainUser() : undefined;
  const directory = await mkdtemp(join(tmpdir(), "assent-postgres-"));
  const remove = () => rm(directory, { recursive: true, force: true });
  const forget = beforeEnd(remove);
  try {
    const programs = await postgresPrograms({ copyTo: directory, mustReach: as !== undefined });
    const given = process.env["TEST_DATABASE_URL"];
    const server = given ? { url: given, stop: async () => {} } : await startCluster(directory, programs, as);
    const stop = async () => {
      await server.stop();
      await remove();
      forget();
    };
    return { url: server.url, programs, stop };
  } catch (error) {
    await remove();
    forget();
    throw error;
  }
}

/** @param {string} directory @param {string} programs @param {User | undefined} as */
async function startCluster(directory, programs, as) {
  const password = randomBytes(16).toString("hex");
  const passwordFile = join(directory, "password");
  await writeFile(passwordFile, password, { mode: 0o600 });
  if (as) for (const path of [directory, passwordFile]) await chown(path, as.uid, as.gid);
  await initialise({ programs, directory, passwordFile, as });
  const port = await freePort();
  const child = await serve({ programs, directory, port, as });
  return { url: `postgres://${owner}:${password}@127.0.0.1:${port}/postgres`, stop: () => child.stop() };
}

/** @param {{ programs: string, directory: string, passwordFile: string, as: User | undefined }} cluster */
async function initialise({ programs, directory, passwordFile, as }) {
  const { ok, lines } = await runToEnd({
    command: join(programs, "initdb"),
    args: ["-D", join(directory, "data"), "-U", owner, `--pwfile=${passwordFile}`, ...fixedOptions],
    cwd: directory,
    env: { ...process.env, LC_ALL: "C" },
    ...(as ? { as } : {}),
  });
  if (!ok) throw new ExpectedError(`PostgreSQL for the tests could not be prepared.\n${lines.join("\n")}`);
}

/** @param {{ programs: string, directory: string, port: number, as: User | undefined }} cluster */
async function serve({ programs, directory, port, as }) {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(port),
    unix_socket_directories: directory,
    max_connections: "200",
    // It lives for one run; nothing in it needs to survive anything.
    fsync: "off",
    synchronous_commit: "off",
    full_page_writes: "off",
  };
  await mkdir(join(cacheDir, "logs"), { recursive: true });
  /** @type {() => void} */
  let ready = () => {};
  const isReady = new Promise((resolve) => {
    ready = () => resolve(true);
  });
  const child = startChild({
    name: "PostgreSQL for the tests",
    command: join(programs, "postgres"),
    args: [
      "-D",
      join(directory, "data"),
      ...Object.entries(settings).flatMap(([key, value]) => ["-c", `${key}=${value}`]),
    ],
    cwd: directory,
    env: { ...process.env, LC_ALL: "C" },
    logFile: join(cacheDir, "logs/postgres.log"),
    onLine: (line) => {
      if (line.includes("database system is ready to accept connections")) ready();
    },
    // "Fast": without waiting for the connections that are open. https://www.postgresql.org/docs/current/server-shutdown.html
    stopSignal: "SIGINT",
    ...(as ? { as } : {}),
  });
  const ended = await Promise.race([isReady.then(() => undefined), child.ended]);
  if (ended)
    throw new ExpectedError(`PostgreSQL for the tests did not start (${ended}).\n${child.lastLines().join("\n")}`);
  return child;
}

/** @returns {Promise<User>} */
async function plainUser() {
  const users = (await readFile("/etc/passwd", "utf8")).split("\n").map((line) => line.split(":"));
  for (const wanted of [owner, "nobody"]) {
    const user = users.find(([name]) => name === wanted);
    if (user) return { uid: Number(user[2]), gid: Number(user[3]) };
  }
  throw new ExpectedError("PostgreSQL refuses to run as root, and there is no user postgres or nobody to run it.");
}
