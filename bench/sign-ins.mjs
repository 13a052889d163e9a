// What one sign-in costs: processor of the app and of the database, statements, time.
//
//   node bench/sign-ins.mjs [count] [--statements] [--steps] [--profile FOLDER]
//
//   count          sign-ins of each kind, after 20 to warm up; the default is 200
//   --statements   lists the statements of one sign-in of each kind, with their calls
//   --steps        lists the processor and bytes of each request, one sign-in at a time
//   --profile      writes a processor profile of the app into this folder, for the developer tools of a browser
//
// Starts the production build, the demo provider and PostgreSQL on free ports with their own database, and drives whole
// sign-ins over HTTP as a browser without JavaScript, eight at a time: to Assent itself, and through an application with
// its token and userinfo requests. Processor time is read from /proc, statements from pg_stat_statements. DATABASE_URL
// replaces that database; then only the app is measured.
import { spawn } from "node:child_process";
import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import postgres from "postgres";
import { freePort } from "../scripts/launch/ports.mjs";
import { startThrowAway } from "../scripts/launch/postgres/throw-away.mjs";
import { registerApplication, signInThrough } from "./application.mjs";
import { Browser } from "./browser.mjs";
import { processorMs } from "./processor.mjs";

const root = resolve(import.meta.dirname, "..");
const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: { statements: { type: "boolean" }, steps: { type: "boolean" }, profile: { type: "string" } },
});
const count = Number(positionals[0] ?? 200);
const concurrency = 8;
let browsers = 0;
/** What sends requests: another one while steps are counted. */
let watched = fetch;
/** The browsers in which people came back through the application, with their sessions. */
const signedIn = {};
const [port, providerPort] = [await freePort(), await freePort()];
const url = `http://localhost:${port}`;
/** The statements of the app, without those that open and close a transaction. */
const ofTheApp = `from pg_stat_statements s join pg_database d on d.oid = s.dbid
  where d.datname = 'assent' and toplevel and query !~* '^(begin|commit|rollback|start transaction)'`;
// As in an installation: PostgreSQL writes to the disk before it acknowledges.
const durable = { fsync: "on", full_page_writes: "on", shared_buffers: "32MB" };
const server = process.env.DATABASE_URL
  ? undefined
  : await startThrowAway({ settings: { ...durable, shared_preload_libraries: "pg_stat_statements" } });
const sql = server && postgres(server.url, { max: 1, onnotice: () => {} });
await sql?.unsafe("create extension pg_stat_statements");
await sql?.unsafe("create database assent");
const databaseUrl = server ? server.url.replace(/\/postgres$/, "/assent") : process.env.DATABASE_URL;
const postmaster = server && Number(readFileSync(join(server.directory, "data/postmaster.pid"), "utf8").split("\n")[0]);
const env = {
  ...process.env,
  NODE_ENV: "production",
  PORT: String(port),
  DEMO_IDP_PORT: String(providerPort),
  AUTH_URL: url,
  APP_URL: url,
  DATABASE_URL: databaseUrl,
  DEMO: "on",
  // Each browser claims another network: the sign-ins of one network are limited.
  TRUSTED_PROXIES: "1",
  AUTH_SECRET: randomBytes(32).toString("base64url"),
  DEMO_IDP_CLIENT_SECRET: randomBytes(32).toString("base64url"),
};
const run = (cwd, args) => spawn(process.execPath, args, { cwd: join(root, cwd), env, stdio: "ignore" });
const provider = run("apps/demo-idp", ["--import", "tsx", "src/main.ts"]);
const profile = options.profile ? ["--cpu-prof", "--cpu-prof-dir", resolve(options.profile)] : [];
const app = run("apps/web", [...profile, "server.mjs", "start", "-p", String(port), "-H", "localhost"]);

try {
  await Promise.all([
    answers(`${url}/api/health`),
    answers(`http://127.0.0.1:${providerPort}/.well-known/openid-configuration`),
  ]);
  const application = await registerApplication(databaseUrl);
  const people = (kind) => (n) => ({ browser: newBrowser(), subject: `${kind}-${n}` });
  const [own, through] = [people("own"), people("through")];
  const kinds = [
    ["first sign-in with consent", (n) => firstSignIn(own(n))],
    ["returning sign-in", (n) => returning(own(n))],
    ["first sign-in through an application", (n) => firstThrough(application, through(n))],
    ["returning sign-in through an application", (n) => returningThrough(application, through(n))],
    ["signed in already, through an application", (n) => signInThrough(application, url, signedIn[n])],
  ];
  const figures = {};
  for (const [name, one] of kinds) {
    await many(20, (n) => one(`warm-${n}`));
    figures[name] = await measure(name, one);
  }
  const memory = Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${app.pid}/status`, "utf8"))?.[1]) / 1024;
  console.log(JSON.stringify({ count, concurrency, node: process.version, appMemoryMb: Math.round(memory), figures }));
} finally {
  app.kill("SIGTERM");
  provider.kill("SIGTERM");
  await sql?.end();
  await server?.stop();
}

async function measure(name, one) {
  await sql?.unsafe("select pg_stat_statements_reset()");
  const [before, wall] = [readings(), performance.now()];
  await many(count, one);
  const [after, time] = [readings(), (performance.now() - wall) / count];
  const figure = { appMs: (after.app - before.app) / count, wallMs: time };
  if (sql) {
    figure.databaseMs = (after.database - before.database) / count;
    figure.statements = (await statements()) / count;
  }
  const text = Object.entries(figure).map(([key, value]) => `${key} ${value.toFixed(1)}`);
  console.log(`${name}: ${text.join(", ")}`);
  if (sql && options.statements) console.table(await statementList());
  if (options.steps) console.table(await steps(one));
  return figure;
}

function readings() {
  return { app: processorMs(app.pid), database: postmaster ? processorMs(postmaster) : 0 };
}

async function statements() {
  const [{ calls }] = await sql.unsafe(`select coalesce(sum(calls), 0)::int as calls ${ofTheApp}`);
  return calls;
}

/** One row for each statement: how often a sign-in runs it, and for how many milliseconds the database is busy. */
async function statementList() {
  const rows = await sql.unsafe(`select calls, total_exec_time as ms, query ${ofTheApp} order by calls desc, ms desc`);
  return rows.map(({ calls, ms, query }) => ({
    calls: Number((calls / count).toFixed(2)),
    ms: Number((ms / count).toFixed(2)),
    statement: query.replace(/\s+/g, " ").slice(0, 110),
  }));
}

async function many(total, one) {
  let next = 0;
  const worker = async () => {
    while (next < total) await one(next++);
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
}

/** The requests of one sign-in in order. Half of the count, because one at a time they take longer. */
async function steps(one) {
  const [seen, times] = [new Map(), Math.ceil(count / 2)];
  watched = async (address, request) => {
    const before = processorMs(app.pid);
    const response = await fetch(address, request);
    const body = await response.arrayBuffer();
    if (address.href.startsWith(url)) {
      const step = `${request.method} ${address.pathname.replace(/[\w-]{20,}/g, "…")}`;
      const { ms = 0, bytes = 0 } = seen.get(step) ?? {};
      seen.set(step, { ms: ms + processorMs(app.pid) - before, bytes: bytes + body.byteLength });
    }
    return new Response(body.byteLength === 0 ? null : body, response);
  };
  for (let n = 0; n < times; n++) await one(`step-${n}`);
  watched = fetch;
  return [...seen].map(([step, { ms, bytes }]) => ({
    step,
    ms: Number((ms / times).toFixed(1)),
    bytes: Math.round(bytes / times),
  }));
}

function newBrowser() {
  browsers += 1;
  const headers = { "x-forwarded-for": `10.${browsers >> 8}.${browsers & 255}.1` };
  return new Browser(headers, (address, request) => watched(address, request));
}

async function toProviderAndBack(browser, subject) {
  await browser.submit({
    subject,
    name: `Name of ${subject}`,
    email: `${subject}@example.org`,
    phone: "+44 7700 900000",
  });
}

function agree(browser) {
  return browser.submit({ grant: browser.boxes("grant"), intent: "accept" });
}

async function toConsent({ browser, subject }) {
  await browser.get(`${url}/sign-in/demo-university`);
  await toProviderAndBack(browser, subject);
}

async function firstSignIn(person) {
  await toConsent(person);
  await agree(person.browser);
  expectPath(person.browser, "/me");
}

async function returning(person) {
  await toConsent(person);
  expectPath(person.browser, "/me");
}

async function firstThrough(application, { browser, subject }) {
  await signInThrough(application, url, browser, async () => {
    await toProviderAndBack(browser, subject);
    await agree(browser);
  });
}

async function returningThrough(application, { browser, subject }) {
  await signInThrough(application, url, browser, () => toProviderAndBack(browser, subject));
  signedIn[subject.slice("through-".length)] = browser;
}

function expectPath(browser, path) {
  if (browser.path !== path) throw new Error(`A sign-in ended at ${browser.path}`);
}

async function answers(address) {
  for (let tries = 0; tries < 600; tries++) {
    if ((await fetch(address).catch(() => null))?.ok) return;
    await delay(100);
  }
  throw new Error(`${address} does not answer`);
}
