import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cacheDir } from "../../paths.mjs";
import { beforeEnd } from "../lifetime.mjs";
import { freePort } from "../ports.mjs";
import { initdb, ownDirectory } from "./initialise.mjs";
import { postgresPrograms } from "./programs.mjs";
import { serve } from "./serve.mjs";
import { serverUser } from "./server-user.mjs";

/**
 * A server for tests. `url`: with its superuser and a maintenance database, on a port of this machine. `directory`: all
 * its files, including its log. `crash`: kills it like a power cut that does not harm the disk, and starts it again in
 * place.
 * @typedef {{ url: string, directory: string, crash: () => Promise<void>, stop: () => Promise<void> }} ThrowAwayServer
 */

/** It exists for one run, and its data need not survive the machine. */
const fast = { fsync: "off", full_page_writes: "off", max_connections: 200 };

/**
 * Starts the PostgreSQL that comes with Assent on a new empty directory, which is deleted with it.
 * Errors: ExpectedError.
 * @param {{ settings?: Readonly<Record<string, string | number>> }} [options] `settings`: besides those that make it
 * fast
 * @returns {Promise<ThrowAwayServer>}
 */
export async function startThrowAway({ settings = {} } = {}) {
  const user = await serverUser();
  const programs = await postgresPrograms({ user, spare: cacheDir });
  const directory = await mkdtemp(join(tmpdir(), "assent-postgres-"));
  const remove = () => rm(directory, { recursive: true, force: true });
  const forget = beforeEnd(remove);
  const data = join(directory, "data");
  const password = randomBytes(16).toString("hex");
  const port = await freePort();
  const start = () =>
    serve({
      name: "PostgreSQL for the tests",
      programs,
      user,
      directory: data,
      settings: { ...fast, listen_addresses: "127.0.0.1", port, unix_socket_directories: "", ...settings },
      output: { logFile: join(directory, "server.log") },
    });
  try {
    await ownDirectory(directory, user);
    await ownDirectory(data, user);
    await initdb(data, { programs, user, password, options: ["--no-sync"] });
    let child = await start();
    return {
      url: `postgres://postgres:${password}@127.0.0.1:${port}/postgres`,
      directory,
      crash: async () => {
        // The immediate shutdown. https://www.postgresql.org/docs/current/server-shutdown.html
        await child.stop("SIGQUIT");
        child = await start();
      },
      stop: async () => {
        await child.stop("SIGQUIT");
        await remove();
        forget();
      },
    };
  } catch (error) {
    await remove();
    forget();
    throw error;
  }
}

/**
 * The server of a test run: the one that TEST_DATABASE_URL names, with the address of a superuser, or a new one.
 * @returns {Promise<Pick<ThrowAwayServer, "url" | "stop">>}
 */
export async function testServer() {
  const given = process.env["TEST_DATABASE_URL"];
  return given ? { url: given, stop: () => Promise.resolve() } : startThrowAway();
}
