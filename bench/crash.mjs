// Checks that every acknowledged decision is still stored after kill -9 of all processes.
//
//   npm run test:crash -- [rounds]        default 20
//
// Starts the product as `npm start` does, on the PostgreSQL that comes with it. People sign in for the first time and
// agree, six at a time. During that every process is killed: launcher, app, provider, PostgreSQL. The next round starts
// from what is left. Each start checks every account that its owner has seen. The end verifies the ledger.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import postgres from "postgres";
import { freePort } from "../scripts/launch/ports.mjs";
import { useDatabase } from "../scripts/launch/postgres/database.mjs";
import { layout } from "../scripts/launch/postgres/layout.mjs";
import { postmaster, socketName } from "../scripts/launch/postgres/postmaster.mjs";
import { Browser } from "./browser.mjs";

const root = resolve(import.meta.dirname, "..");
const rounds = Number(process.argv[2] ?? 20);
const concurrency = 6;
const dataDir = mkdtempSync(join(tmpdir(), "assent-crash-"));
const [port, providerPort] = [await freePort(), await freePort()];
const url = `http://localhost:${port}`;
const env = {
  ...process.env,
  PORT: String(port),
  DEMO_IDP_PORT: String(providerPort),
  DATA_DIR: dataDir,
  DATABASE_URL: "",
  AUTH_URL: "",
  // Each browser claims its own network, because sign-ins of one network are limited.
  TRUSTED_PROXIES: "1",
};

/** Subjects whose browser has shown them their account. */
const acknowledged = new Set();
let begun = 0;

for (let round = 1; round <= rounds; round += 1) {
  const since = performance.now();
  const launcher = await start();
  const startMs = Math.round(performance.now() - since);
  await expectAllThere();
  const before = acknowledged.size;
  const load = new AbortController();
  const people = Array.from({ length: concurrency }, () => signInUntil(load.signal));
  // The first pages after a start are slow. After the first account, the kill comes at a random moment.
  for (let waited = 0; acknowledged.size === before && waited < 60_000; waited += 20) await delay(20);
  await delay(Math.random() * 3000);
  load.abort();
  const killed = killEverything(launcher.pid);
  await Promise.all(people);
  if (acknowledged.size === before) throw new Error(`Round ${round}: no one could sign in`);
  console.log(`${round}: up in ${startMs} ms, ${acknowledged.size - before} acknowledged, ${killed} processes killed`);
}
const launcher = await start();
await expectAllThere();
const { code, output } = await run(["scripts/run.mjs", "ledger:verify"]);
if (code !== 0) throw new Error(output);
const recoveries =
  readFileSync(join(dataDir, "logs/postgres.log"), "utf8").split("automatic recovery in progress").length - 1;
if (recoveries !== rounds) throw new Error(`PostgreSQL recovered ${recoveries} times in ${rounds} rounds`);
console.log(JSON.stringify({ rounds, begun, acknowledged: acknowledged.size, lost: 0, recoveries }));
console.log(output.trim());
const ended = once(launcher, "exit");
launcher.kill("SIGTERM");
await ended;
rmSync(dataDir, { recursive: true, force: true });

/** Runs `npm start` until it reports that it is up. */
async function start() {
  const child = spawn(process.execPath, ["scripts/run.mjs", "start"], {
    cwd: root,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (said += chunk));
  while (!said.includes("Assent is running.")) {
    if (child.exitCode !== null) throw new Error(`It did not start. What is left is in ${dataDir}\n${said}`);
    await delay(20);
  }
  return child;
}

async function run(args) {
  const child = spawn(process.execPath, args, { cwd: root, env, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) stream.on("data", (chunk) => (output += chunk));
  const [code] = await once(child, "close");
  return { code, output };
}

async function signInUntil(signal) {
  while (!signal.aborted) {
    begun += 1;
    const subject = `crash-${begun}`;
    try {
      const browser = new Browser({ "x-forwarded-for": `10.${begun >> 8}.${begun & 255}.1` });
      await browser.get(`${url}/sign-in/demo-university`);
      await browser.submit({ subject, name: subject, email: `${subject}@example.org`, phone: "+44 7700 900000" });
      await browser.submit({ grant: browser.boxes("grant"), intent: "accept" });
      if (browser.path === "/me") acknowledged.add(subject);
    } catch (error) {
      // Without an answer nothing was acknowledged.
      if (!signal.aborted) throw error;
    }
  }
}

async function expectAllThere() {
  const { url: address, stop } = await useDatabase(dataDir);
  const path = `${decodeURIComponent(new URL(address).hostname)}/${socketName}`;
  const client = postgres(address, { path, max: 1 });
  const rows = await client`
    select i.subject from federated_identity i
    join attribute_value v on v.user_id = i.user_id and v.attribute_key = 'email'
    where exists (select 1 from consent_grant g where g.user_id = i.user_id)`;
  await client.end();
  await stop();
  const there = new Set(rows.map(({ subject }) => subject));
  const lost = [...acknowledged].filter((subject) => !there.has(subject));
  if (lost.length > 0)
    throw new Error(`${lost.length} were acknowledged and are lost: ${lost.join(", ")}. See ${dataDir}`);
}

/** Kills the launcher, its descendants, and the shell that waits beside PostgreSQL. Returns how many. */
function killEverything(launcherPid) {
  const group = postmaster(layout(dataDir).data)?.pid;
  const all = readdirSync("/proc").flatMap((name) => (/^\d+$/.test(name) ? (statOf(name) ?? []) : []));
  const doomed = new Set([launcherPid]);
  for (let before = 0; before !== doomed.size;) {
    before = doomed.size;
    for (const { pid, parent, processGroup } of all) {
      if (doomed.has(parent) || processGroup === group) doomed.add(pid);
    }
  }
  for (const pid of doomed) process.kill(pid, "SIGKILL");
  return doomed.size;
}

/** https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html */
function statOf(pid) {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8").split(") ")[1].split(" ").map(Number);
    return { pid: Number(pid), parent: fields[1], processGroup: fields[2] };
  } catch {
    // The process has just ended.
    return undefined;
  }
}
