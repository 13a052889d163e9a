// The PostgreSQL of the suite, with a disk that can be filled.
import { execFileSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { closeSync, mkdirSync, openSync, readdirSync, readFileSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import postgres from "postgres";
import { cacheDir } from "../../scripts/paths.mjs";
import { freePort } from "../../scripts/launch/ports.mjs";
import { initdb, ownDirectory } from "../../scripts/launch/postgres/initialise.mjs";
import { postgresPrograms } from "../../scripts/launch/postgres/programs.mjs";
import { serve } from "../../scripts/launch/postgres/serve.mjs";
import { serverUser } from "../../scripts/launch/postgres/server-user.mjs";

/** Few connections, so that they can be used up; a small log, so that the disk can be full; durable, as it comes. */
const settings = {
  max_connections: 60,
  superuser_reserved_connections: 5,
  min_wal_size: "32MB",
  max_wal_size: "64MB",
  shared_buffers: "32MB",
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
};

export class DatabaseServer {
  #programs;
  #user;
  #child;
  #password = randomBytes(16).toString("hex");

  /** Its files are in a small file system of their own if this machine lets us mount one, which needs root. */
  static async start(folder) {
    const server = new DatabaseServer();
    server.folder = join(folder, "disk");
    server.data = join(server.folder, "data");
    server.logFile = join(folder, "logs/postgres.log");
    mkdirSync(server.folder, { recursive: true });
    server.hasOwnDisk = mount(server.folder);
    server.port = await freePort();
    server.#user = await serverUser();
    server.#programs = await postgresPrograms({ user: server.#user, spare: cacheDir });
    const [programs, user] = [server.#programs, server.#user];
    await ownDirectory(server.folder, user);
    await ownDirectory(server.data, user);
    await initdb(server.data, { programs, user, password: server.#password, options: ["--data-checksums"] });
    await server.up();
    const admin = server.connect("postgres");
    await admin.unsafe(`create role assent login password '${server.#password}'`);
    await admin.unsafe("create database assent owner assent");
    await admin.end();
    return server;
  }

  /** As a superuser, past the proxies: for the checker and for faults. */
  connect(database = "assent", options = {}) {
    return postgres(`postgres://postgres:${this.#password}@127.0.0.1:${this.port}/${database}`, {
      max: 1,
      onnotice: () => {},
      connect_timeout: 10,
      ...options,
    });
  }

  /** A connection of the app's role. */
  asApp() {
    return postgres(this.urlThrough(this.port), { max: 1, onnotice: () => {}, connect_timeout: 5 });
  }

  /** The address of the app's role, through a port of ours. */
  urlThrough(port) {
    return `postgres://assent:${this.#password}@127.0.0.1:${port}/assent`;
  }

  get superuserUrl() {
    return `postgres://postgres:${this.#password}@127.0.0.1:${this.port}/assent`;
  }

  /** Starts it if it does not run, as an operator's supervisor does. */
  async up() {
    if (this.#child?.isRunning()) return;
    const [programs, user, directory] = [this.#programs, this.#user, this.data];
    const output = { logFile: this.logFile };
    const all = { ...settings, port: this.port };
    this.#child = await serve({ name: "PostgreSQL", programs, user, directory, settings: all, output });
  }

  /** kill -9 of every process at once. */
  async kill() {
    const { pid, ended } = this.#child;
    const processes = [pid, ...childrenOf(pid)];
    for (const one of processes) send(one, "SIGKILL");
    await ended;
  }

  /** kill -9 of one process that serves a connection; the server then restarts itself. */
  async killOneBackend() {
    const sql = this.connect();
    const [{ pid }] = await sql`
      select pid from pg_stat_activity where usename = 'assent' order by state = 'active' desc, random() limit 1`;
    await sql.end();
    send(pid, "SIGKILL");
  }

  /** SIGQUIT is an immediate stop, SIGINT a fast one. */
  async stop(signal) {
    await this.#child.stop(signal);
  }

  freeze() {
    this.#signalAll("SIGSTOP");
  }

  thaw() {
    this.#signalAll("SIGCONT");
  }

  #signalAll(signal) {
    send(this.#child.pid, signal);
    for (const one of childrenOf(this.#child.pid)) send(one, signal);
  }

  /** Writes a file until nothing more fits. */
  fillDisk() {
    const file = openSync(join(this.folder, "filler"), "w");
    for (let size = 1 << 20; size >= 1024;) {
      try {
        writeSync(file, Buffer.alloc(size));
      } catch (error) {
        if (error.code !== "ENOSPC") throw error;
        size >>= 1;
      }
    }
    closeSync(file);
  }

  /** How often its log has this text. */
  said(text) {
    return readFileSync(this.logFile, "utf8").split(text).length - 1;
  }

  emptyDisk() {
    rmSync(join(this.folder, "filler"), { force: true });
  }

  /** The bytes of the write-ahead log that are still there. */
  writeAheadLog() {
    const directory = join(this.data, "pg_wal");
    return readdirSync(directory)
      .filter((name) => /^[0-9A-F]{24}$/.test(name))
      .map((name) => readFileSync(join(directory, name), "latin1"));
  }

  async remove() {
    if (this.#child?.isRunning()) await this.#child.stop("SIGQUIT");
    if (this.hasOwnDisk) execFileSync("umount", [this.folder]);
  }
}

function mount(folder) {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return false;
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=400m", "tmpfs", folder], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function childrenOf(parent) {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        return Number(readFileSync(`/proc/${name}/stat`, "latin1").split(") ").at(-1).split(" ")[1]) === parent;
      } catch {
        // It has just ended.
        return false;
      }
    })
    .map(Number);
}

function send(pid, signal) {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (error.code !== "ESRCH") throw error;
  }
}
