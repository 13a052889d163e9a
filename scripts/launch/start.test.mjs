import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { root } from "../paths.mjs";
import { npmCommand } from "../workspace/npm.mjs";
import { freePort } from "./ports.mjs";

// These run the built app and the demo provider.

/** @type {string} */
let dataDir;
/** @type {Copy[]} */
let copies;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), "assent-start-"));
  copies = [];
});
afterEach(async () => {
  await Promise.all(copies.map((copy) => copy.stop("SIGKILL")));
  rmSync(dataDir, { recursive: true, force: true });
});

class Copy {
  output = "";
  /** @param {import("../workspace/npm.mjs").Command} command @param {NodeJS.ProcessEnv} environment */
  constructor({ command, args }, environment) {
    this.environment = environment;
    this.process = spawn(command, args, {
      cwd: root,
      env: { ...process.env, NODE_ENV: undefined, DATA_DIR: dataDir, ...environment },
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.ended = once(this.process, "close").then(([code]) => /** @type {number} */ (code));
    for (const stream of [this.process.stdout, this.process.stderr]) {
      stream.on("data", (/** @type {Buffer} */ chunk) => {
        this.output += chunk;
      });
    }
    copies.push(this);
  }

  async untilUp() {
    await expect.poll(() => this.output, { timeout: 60_000 }).toContain("Assent is running.");
  }

  /** @param {NodeJS.Signals} signal */
  async stop(signal) {
    if (this.process.exitCode === null && this.process.signalCode === null) this.process.kill(signal);
    return this.ended;
  }

  get app() {
    return `http://localhost:${this.environment["PORT"]}`;
  }

  get provider() {
    return `http://127.0.0.1:${this.environment["DEMO_IDP_PORT"]}`;
  }
}

const start = { command: process.execPath, args: ["scripts/run.mjs", "start"] };
const ports = async () => ({
  PORT: String(await freePort()),
  DEMO_IDP_PORT: String(await freePort()),
  DEMO_LIBRARY_PORT: String(await freePort()),
});

/** @param {Copy} copy */
async function expectNothingListens(copy) {
  for (const url of [copy.app, copy.provider]) {
    await expect
      .poll(
        () =>
          fetch(url).then(
            () => "answers",
            () => "silent",
          ),
        { timeout: 15_000 },
      )
      .toBe("silent");
  }
}

/** Checks the environment of the running programs, if the system shows it (Linux). @param {Copy} copy */
function expectOwnEnvironments(copy) {
  if (process.platform !== "linux") return;
  const of = (/** @type {string} */ program) => {
    const found = readdirSync("/proc").find((pid) => {
      if (!/^\d+$/.test(pid)) return false;
      try {
        const parent = /^PPid:\t(\d+)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"))?.[1];
        const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
        return parent === String(copy.process.pid) && command.split("\0").includes(program);
      } catch {
        // The process has just ended.
        return false;
      }
    });
    return readFileSync(`/proc/${found}/environ`, "utf8");
  };
  expect(of("server.mjs")).toContain("AUTH_SECRET=");
  expect(of("server.mjs")).not.toMatch(/planted|DATABASE_OWNER_URL/);
  expect(of("src/main.ts")).toContain("DEMO_IDP_CLIENT_SECRET=");
  expect(of("src/main.ts")).not.toMatch(/planted|AUTH_SECRET|DATABASE_/);
}

test("it starts, keeps its secrets, refuses a second copy, and stops on SIGTERM", { timeout: 120_000 }, async () => {
  const first = new Copy(start, { ...(await ports()), PGPASSWORD: "planted", AWS_SECRET_ACCESS_KEY: "planted" });
  await first.untilUp();
  expect(await (await fetch(`${first.app}/api/health`)).json()).toEqual({ status: "ok" });
  const discovery = await fetch(`${first.provider}/.well-known/openid-configuration`);
  expect(await discovery.json()).toMatchObject({ issuer: first.provider });
  expect(first.output).toContain(first.app);
  expect(first.output).toMatch(/Ada Admin .*administrator/);

  expectOwnEnvironments(first);

  const secrets = join(dataDir, "secrets");
  const before = readdirSync(secrets).map((name) => readFileSync(join(secrets, name), "utf8"));
  expect(new Set(readdirSync(secrets).map((name) => statSync(join(secrets, name)).mode & 0o777))).toEqual(
    new Set([0o600]),
  );

  const second = new Copy(start, await ports());
  expect(await second.ended).toBe(1);
  expect(second.output).toMatch(/assent: Process \d+ uses the data directory/);
  await expectNothingListens(second);
  expect((await fetch(`${first.app}/api/health`)).status).toBe(200);

  expect(await first.stop("SIGTERM")).toBe(0);
  await expectNothingListens(first);

  // In the demonstration's data anyone can be the administrator, so it must never serve in production.
  const forReal = new Copy(start, { ...(await ports()), DEMO: "off" });
  expect(await forReal.ended).toBe(1);
  expect(forReal.output).toMatch(/assent: .*the database was filled with the demonstration/);

  const again = new Copy(start, await ports());
  await again.untilUp();
  expect(readdirSync(secrets).map((name) => readFileSync(join(secrets, name), "utf8"))).toEqual(before);
  expect(await again.stop("SIGINT")).toBe(0);
  await expectNothingListens(again);
});

test("a killed launcher leaves no servers running", { timeout: 90_000 }, async () => {
  const copy = new Copy(start, await ports());
  await copy.untilUp();
  copy.process.kill("SIGKILL");
  await expectNothingListens(copy);
});

test("SIGTERM to npm start alone stops everything", { timeout: 90_000 }, async () => {
  const copy = new Copy(npmCommand(["start"]), await ports());
  await copy.untilUp();
  await copy.stop("SIGTERM");
  await expectNothingListens(copy);
});

test(
  "without the demonstration there is no provider, and the first administrator gets a link",
  { timeout: 90_000 },
  async () => {
    const copy = new Copy(start, { ...(await ports()), DEMO: "off" });
    await copy.untilUp();
    expect(copy.output).toMatch(/assent: .*\/setup#/);
    expect(copy.output).not.toContain("Ada");
    await expect(fetch(copy.provider)).rejects.toThrow("fetch failed");
    // A command works both while the app runs and while it does not.
    const command = { command: process.execPath, args: ["scripts/run.mjs", "setup:link"] };
    const [beside, app] = [new Copy(command, {}), copy.app];
    expect({ code: await beside.ended, output: beside.output }).toMatchObject({
      code: 0,
      output: expect.stringContaining("/setup#"),
    });
    expect((await fetch(`${app}/api/health`)).status).toBe(200);
    expect(await copy.stop("SIGTERM")).toBe(0);
    const alone = new Copy(command, {});
    expect({ code: await alone.ended, output: alone.output }).toMatchObject({
      code: 0,
      output: expect.stringContaining("/setup#"),
    });
    expect(existsSync(join(dataDir, "postgres/data/postmaster.pid"))).toBe(false);
  },
);

test(
  "under a supervisor all output goes to its log, and nothing is installed or built",
  { timeout: 90_000 },
  async () => {
    const copy = new Copy(start, { ...(await ports()), SUPERVISED: "on", DEMO: "off" });
    await copy.untilUp();
    expect(copy.output).toContain('"event":"started"');
    expect(copy.output).not.toMatch(/Building|Installing/);
    expect(readdirSync(dataDir)).not.toContain("logs");
    expect(readdirSync(join(dataDir, "secrets"))).not.toContain("demo-idp-client-secret");
    expect(await copy.stop("SIGTERM")).toBe(0);
    await expectNothingListens(copy);
  },
);

test("a database that does not respond is named, without its password", { timeout: 90_000 }, async () => {
  const databaseUrl = `postgres://assent:p4ssw0rd@127.0.0.1:${await freePort()}/assent`;
  const copy = new Copy(start, { ...(await ports()), DATABASE_URL: databaseUrl });
  expect(await copy.ended).toBe(1);
  expect(copy.output).toMatch(/assent: PostgreSQL at \S+ does not answer/);
  expect(copy.output).not.toContain("p4ssw0rd");
  await expectNothingListens(copy);
});

test.each(["PORT", "DEMO_IDP_PORT", "DEMO_LIBRARY_PORT"])(
  "a %s in use is named before anything starts",
  async (setting) => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = /** @type {import("node:net").AddressInfo} */ (other.address());
    const copy = new Copy(start, { ...(await ports()), [setting]: String(port) });
    const code = await copy.ended;
    other.close();
    expect({ code, output: copy.output }).toEqual({
      code: 1,
      output: `assent: Port ${port} is taken by another program. Stop that program, or set ${setting} to another port.\n`,
    });
  },
);

test.each([
  [{ PORT: "abc" }, "assent: PORT must be a port number, 1 to 65535\n"],
  [
    { DEMO: "on", AUTH_URL: "https://id.example.org" },
    "assent: DEMO=on works only on this machine: leave AUTH_URL at http://localhost:PORT, or set DEMO=off\n",
  ],
])("%j ends with one sentence", async (environment, output) => {
  const copy = new Copy(start, environment);
  expect({ code: await copy.ended, output: copy.output }).toEqual({ code: 1, output });
});
