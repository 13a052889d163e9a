// Measures the processor time of one first sign-in with consent, and of one returning sign-in, in milliseconds.
//
//   node bench/first-sign-in.mjs [count]        default 200, after 20 to warm up
//
// Starts the production build and the demo provider on free ports with their own database (or DATABASE_URL if it is
// set), runs whole sign-ins over HTTP, eight at a time, and reads processor time from /proc: of the app, and of the
// database if it is our own.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort } from "../scripts/launch/ports.mjs";
import { startDatabase } from "../scripts/launch/postgres/database.mjs";
import { Browser } from "./browser.mjs";

const root = resolve(import.meta.dirname, "..");
const count = Number(process.argv[2] ?? 200);
const concurrency = 8;
let browsers = 0;
const [port, providerPort] = [await freePort(), await freePort()];
const dataDir = mkdtempSync(join(tmpdir(), "assent-bench-"));
const url = `http://localhost:${port}`;
const database = process.env.DATABASE_URL ? undefined : await startDatabase(dataDir);
const env = {
  ...process.env,
  NODE_ENV: "production",
  PORT: String(port),
  DEMO_IDP_PORT: String(providerPort),
  AUTH_URL: url,
  APP_URL: url,
  DATA_DIR: dataDir,
  DATABASE_URL: database?.url ?? process.env.DATABASE_URL,
  DEMO: "on",
  // Each browser claims its own network, because sign-ins of one network are limited.
  TRUSTED_PROXIES: "1",
  AUTH_SECRET: randomBytes(32).toString("base64url"),
  DEMO_IDP_CLIENT_SECRET: randomBytes(32).toString("base64url"),
};
const run = (cwd, args) => spawn(process.execPath, args, { cwd: join(root, cwd), env, stdio: "ignore" });
const provider = run("apps/demo-idp", ["--import", "tsx", "src/main.ts"]);
const app = run("apps/web", ["server.mjs", "start", "-p", String(port), "-H", "localhost"]);

try {
  await Promise.all([
    answers(`${url}/api/health`),
    answers(`http://127.0.0.1:${providerPort}/.well-known/openid-configuration`),
  ]);
  await many(20, (n) => firstSignIn(`warm-${n}`));
  const first = await measure("first sign-in with consent", (n) => firstSignIn(`bench-${n}`));
  const later = await measure("returning sign-in", (n) => returning(`bench-${n}`));
  console.log(JSON.stringify({ count, concurrency, database: database ? "our own" : "DATABASE_URL", first, later }));
} finally {
  app.kill("SIGTERM");
  provider.kill("SIGTERM");
  await database?.child.stop();
  await database?.release();
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(name, one) {
  const [before, wall] = [processorMs(), performance.now()];
  await many(count, one);
  const after = processorMs();
  const figure = {
    appMs: (after.app - before.app) / count,
    databaseMs: (after.database - before.database) / count,
    wallMs: (performance.now() - wall) / count,
  };
  const [ofApp, ofDatabase, time] = Object.values(figure).map((ms) => ms.toFixed(1));
  console.log(`${name}: ${ofApp} ms of processor in the app, ${ofDatabase} in the database, ${time} ms of time each`);
  return figure;
}

async function many(total, one) {
  let next = 0;
  const worker = async () => {
    while (next < total) await one(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

async function toConsent(subject) {
  browsers += 1;
  const browser = new Browser({ "x-forwarded-for": `10.${browsers >> 8}.${browsers & 255}.1` });
  await browser.get(`${url}/sign-in/demo-university`);
  await browser.submit({
    subject,
    name: `Name of ${subject}`,
    email: `${subject}@example.org`,
    phone: "+44 7700 900000",
  });
  return browser;
}

async function firstSignIn(subject) {
  const browser = await toConsent(subject);
  await browser.submit({ grant: browser.boxes("grant"), intent: "accept" });
  if (browser.path !== "/me") throw new Error(`A first sign-in ended at ${browser.path}`);
}

async function returning(subject) {
  const browser = await toConsent(subject);
  if (browser.path !== "/me") throw new Error(`A returning sign-in ended at ${browser.path}`);
}

/**
 * Processor time in milliseconds, of threads and of children that have ended too.
 * https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function processorMs() {
  const children = database ? childrenOf(database.child.pid) : [];
  const sum = (processes) => processes.reduce((total, { ticks }) => total + ticks, 0) * 10;
  return { app: sum([statOf(app.pid)]), database: sum(database ? [statOf(database.child.pid), ...children] : []) };
}

function childrenOf(parent) {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  return pids.flatMap((pid) => statOf(pid) ?? []).filter((stat) => stat.parent === parent);
}

function statOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").map(Number);
    return { parent: fields[1], ticks: fields[11] + fields[12] + fields[13] + fields[14] };
  } catch {
    // The process has just ended.
    return undefined;
  }
}

async function answers(address) {
  for (let tries = 0; tries < 600; tries++) {
    if ((await fetch(address).catch(() => null))?.ok) return;
    await delay(100);
  }
  throw new Error(`${address} does not answer`);
}
