// How many milliseconds of processor the app needs for one first sign-in with consent, and for one returning sign-in.
//
//   node bench/first-sign-in.mjs [count]        default 200, after 20 to warm up
//
// Starts the production build and the demo provider on free ports with a database of their own (DATABASE_URL is used
// when set), drives whole sign-ins over HTTP, eight at a time, and reads the app's own processor time from /proc.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Browser } from "./browser.mjs";

const root = resolve(import.meta.dirname, "..");
const count = Number(process.argv[2] ?? 200);
const concurrency = 8;
const [port, providerPort] = [await freePort(), await freePort()];
const dataDir = mkdtempSync(join(tmpdir(), "assent-bench-"));
const url = `http://localhost:${port}`;
const env = {
  ...process.env,
  NODE_ENV: "production",
  PORT: String(port),
  DEMO_IDP_PORT: String(providerPort),
  AUTH_URL: url,
  APP_URL: url,
  DATA_DIR: dataDir,
  DEMO: "on",
  AUTH_SECRET: randomBytes(32).toString("base64url"),
  DEMO_IDP_CLIENT_SECRET: randomBytes(32).toString("base64url"),
};
const run = (cwd, args) => spawn(process.execPath, args, { cwd: join(root, cwd), env, stdio: "ignore" });
const provider = run("apps/demo-idp", ["--import", "tsx", "src/main.ts"]);
const app = run("apps/web", ["node_modules/next/dist/bin/next", "start", "-p", String(port), "-H", "localhost"]);

try {
  await Promise.all([
    answers(`${url}/api/health`),
    answers(`http://127.0.0.1:${providerPort}/.well-known/openid-configuration`),
  ]);
  await many(20, (n) => firstSignIn(`warm-${n}`));
  const first = await measure("first sign-in with consent", (n) => firstSignIn(`bench-${n}`));
  const later = await measure("returning sign-in", (n) => returning(`bench-${n}`));
  console.log(JSON.stringify({ count, concurrency, engine: env.DATABASE_URL ? "postgres" : "embedded", first, later }));
} finally {
  app.kill("SIGTERM");
  provider.kill("SIGTERM");
  rmSync(dataDir, { recursive: true, force: true });
}

async function measure(name, one) {
  const [cpu, wall] = [processorMs(), performance.now()];
  await many(count, one);
  const figure = { processorMs: (processorMs() - cpu) / count, wallMs: (performance.now() - wall) / count };
  console.log(`${name}: ${figure.processorMs.toFixed(1)} ms of processor, ${figure.wallMs.toFixed(1)} ms of time each`);
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
  const browser = new Browser();
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

/** Processor time of the app's process and its threads, in milliseconds. https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function processorMs() {
  const fields = readFileSync(`/proc/${app.pid}/stat`, "utf8").split(") ")[1].split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}

async function answers(address) {
  for (let tries = 0; tries < 600; tries++) {
    if ((await fetch(address).catch(() => null))?.ok) return;
    await delay(100);
  }
  throw new Error(`${address} does not answer`);
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port: free } = server.address();
      server.close(() => found(free));
    });
  });
}
