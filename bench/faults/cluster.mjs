// Two instances with one address, their database and an identity provider, with a proxy on every way between them.
import { randomBytes } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { beforeEnd } from "../../scripts/launch/lifetime.mjs";
import { freePort } from "../../scripts/launch/ports.mjs";
import { startChild } from "../../scripts/launch/processes.mjs";
import { root, webDir } from "../../scripts/paths.mjs";
import { DatabaseLine } from "./database-line.mjs";
import { DatabaseServer } from "./database-server.mjs";
import { HttpLine } from "./http-line.mjs";

const secret = () => randomBytes(32).toString("base64url");
const withParent = ["--import", join(root, "scripts/launch/follow-parent.mjs")];
const shiftedClock = ["--import", join(root, "e2e/shifted-clock.mjs")];

export class Cluster {
  folder = mkdtempSync(join(tmpdir(), "assent-faults-"));
  #secrets = { AUTH_SECRET: secret(), DEMO_IDP_CLIENT_SECRET: secret() };
  #ports;
  #apps = [null, null];
  #provider = null;
  /** After a violation, to look at. */
  keepsLogs = false;
  builtHere = [webDir, webDir];
  /** The directory of each instance's build, and milliseconds that its clock is ahead. */
  builds = this.builtHere;
  clocksAhead = [0, 0];

  static async start() {
    const cluster = new Cluster();
    // A suite that is interrupted leaves no mount and no processes.
    beforeEnd(() => cluster.stop());
    await cluster.#start();
    return cluster;
  }

  async #start() {
    mkdirSync(join(this.folder, "logs"));
    const [front, first, second, issuer, provider] = await Promise.all(Array.from({ length: 5 }, () => freePort()));
    this.#ports = { front, apps: [first, second], issuer, provider };
    this.url = `http://localhost:${front}`;
    this.server = await DatabaseServer.start(this.folder);
    const target = { host: "127.0.0.1", port: this.server.port };
    this.lines = await Promise.all([DatabaseLine.open(target), DatabaseLine.open(target)]);
    this.front = await HttpLine.open({ port: front, host: "localhost", targets: [first, second] });
    this.wayToProvider = await HttpLine.open({ port: issuer, host: "127.0.0.1", targets: [provider] });
    await this.up();
  }

  /** Starts everything that does not run, in the order of an operator. */
  async up() {
    await this.server.up();
    this.#startProvider();
    for (const index of [0, 1]) this.#startApp(index);
    await Promise.all([
      answers(`http://127.0.0.1:${this.#ports.provider}/.well-known/openid-configuration`, this.#provider),
      ...this.#ports.apps.map((port, index) => answers(`http://localhost:${port}/api/health`, this.#apps[index])),
    ]);
  }

  /** The address of one instance, past the front. */
  instance(index) {
    return `http://localhost:${this.#ports.apps[index]}`;
  }

  signalApp(index, signal) {
    const app = this.#apps[index];
    if (app?.isRunning() && app.pid) process.kill(app.pid, signal);
  }

  /** Resolves when it has ended. */
  appEnded(index) {
    return this.#apps[index].ended;
  }

  async killProvider() {
    process.kill(this.#provider.pid, "SIGKILL");
    await this.#provider.ended;
  }

  /** Whatever a fault has left. */
  async heal() {
    for (const line of this.lines) {
      line.forgetTraps();
      line.restore();
    }
    for (const line of [this.front, this.wayToProvider]) {
      line.forgetTraps();
      line.restore();
    }
    for (const index of [0, 1]) this.signalApp(index, "SIGCONT");
    await this.up();
  }

  /** Everything that the programs have written to their logs, and the addresses that went through the proxies. */
  written() {
    const directory = join(this.folder, "logs");
    return [
      ...readdirSync(directory).map((name) => readFileSync(join(directory, name), "latin1")),
      this.front.paths.join("\n"),
    ];
  }

  async stop() {
    for (const index of [0, 1]) this.signalApp(index, "SIGKILL");
    if (this.#provider?.isRunning()) process.kill(this.#provider.pid, "SIGKILL");
    for (const line of this.lines ?? []) line.close();
    this.front?.close();
    this.wayToProvider?.close();
    await this.server?.remove();
    if (!this.keepsLogs) rmSync(this.folder, { recursive: true, force: true });
  }

  #startApp(index) {
    if (this.#apps[index]?.isRunning()) return;
    const port = String(this.#ports.apps[index]);
    const ahead = this.clocksAhead[index];
    const clock = join(this.folder, `clock-${index}`);
    if (ahead > 0) writeFileSync(clock, String(ahead));
    this.#apps[index] = startChild({
      name: `Instance ${"AB"[index]}`,
      command: process.execPath,
      args: [
        ...withParent,
        ...(ahead > 0 ? shiftedClock : []),
        ...["server.mjs", "start", "-p", port, "-H", "localhost"],
      ],
      cwd: this.builds[index],
      logFile: join(this.folder, `logs/app-${"ab"[index]}.log`),
      env: {
        ...this.#common(),
        PORT: port,
        CLOCK_FILE: clock,
        AUTH_URL: this.url,
        DATABASE_URL: this.server.urlThrough(this.lines[index].port),
        DEMO: "on",
        // Each browser of the load claims its own network, because sign-ins of one network are limited.
        TRUSTED_PROXIES: "1",
      },
    });
  }

  #startProvider() {
    if (this.#provider?.isRunning()) return;
    const elsewhere = ["--import", join(import.meta.dirname, "listen-elsewhere.mjs")];
    this.#provider = startChild({
      name: "The demo provider",
      command: process.execPath,
      args: [...withParent, ...elsewhere, "--import", "tsx", "src/main.ts"],
      cwd: join(root, "apps/demo-idp"),
      logFile: join(this.folder, "logs/provider.log"),
      env: { ...this.#common(), LISTEN_PORT: String(this.#ports.provider) },
    });
  }

  #common() {
    const { issuer } = this.#ports;
    return {
      PATH: process.env.PATH,
      HOME: this.folder,
      NODE_ENV: "production",
      NEXT_TELEMETRY_DISABLED: "1",
      DEMO_IDP_PORT: String(issuer),
      APP_URL: this.url,
      DATA_DIR: this.folder,
      ...this.#secrets,
    };
  }
}

async function answers(address, child) {
  for (let tries = 0; tries < 1200; tries += 1) {
    const answer = await fetch(address, { signal: AbortSignal.timeout(3000) }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok) return;
    if (!child.isRunning()) throw new Error(`${child.name} ended\n${child.lastLines().join("\n")}`);
    await delay(25);
  }
  throw new Error(`${address} does not answer`);
}
