// Two instances behind a proxy, people who sign in, one fault a round, and a check of every invariant after each.
//
//   npm run test:faults                                  60 rounds
//   npm run test:faults -- --rounds 5 --seed 7           the same kinds at the same moments again
//   npm run test:faults -- --seed 7 --round 3            one round of that run
//   npm run test:faults -- --only "disk full"            only the kinds with this in their names
//   npm run test:faults -- --self-test                   breaks each invariant on purpose, and sees it found
import { setTimeout as delay } from "node:timers/promises";
import { parseArgs } from "node:util";
import { end, endWhenAsked } from "../../scripts/launch/lifetime.mjs";
import { Checker } from "./check.mjs";
import { Cluster } from "./cluster.mjs";
import { kinds, schedule } from "./kinds.mjs";
import { Load } from "./load.mjs";
import { randomFrom } from "./random.mjs";
import { Report } from "./report.mjs";
import { secondBuild } from "./second-build.mjs";
import { selfTest } from "./self-test.mjs";

const text = { type: "string" };
const { values: options } = parseArgs({
  options: {
    rounds: text,
    seed: text,
    round: text,
    only: { ...text, multiple: true },
    "self-test": { type: "boolean" },
  },
});
const rounds = Number(options.rounds ?? 60);
const seed = Number(options.seed ?? Date.now() % 1_000_000);
/** The load goes on for so long after a fault, so that what it left meets people. */
const afterwardsMs = 400;

/** Runs one round; returns its figures and violations. */
async function runRound(cluster, load, checker, kind, random) {
  const since = load.people.length;
  load.beginRound();
  const stop = new AbortController();
  const running = load.run(stop.signal);
  await delay(random.between(200, 800));
  const before = cluster.front.paths.length;
  let trouble = null;
  await kind.run(cluster, random, load).catch((error) => (trouble = error));
  const over = performance.now();
  await cluster.heal();
  // From here on people can sign in again, or the product has not recovered by itself.
  let recoveryMs = Number.POSITIVE_INFINITY;
  while (performance.now() - over < 60_000) {
    if (await load.freshSignIn()) {
      recoveryMs = performance.now() - over;
      break;
    }
    await delay(50);
  }
  await delay(afterwardsMs);
  stop.abort();
  await running;
  const found = await checker.check({ recoveryMs, strict: kind.strict === true, since });
  if (trouble) found.push({ name: "fault", text: `the fault could not be made: ${trouble.message}` });
  const requests = cluster.front.paths.length - before;
  cluster.front.paths.length = 0;
  return { ...load.round, kind: kind.name, recoveryMs, requests, found };
}

async function main() {
  const chosen = kinds.filter(({ name }) => options.only?.some((part) => name.includes(part)));
  const all = options.only
    ? Array.from({ length: rounds }, (_, round) => chosen[round % chosen.length])
    : schedule(randomFrom(seed), rounds);
  const plan = all
    .map((kind, index) => ({ kind, round: index + 1 }))
    .filter(({ round }) => !options["self-test"] && (options.round === undefined || Number(options.round) === round));
  if (plan.some(({ kind }) => kind.name.includes("another build"))) {
    console.log("Building the app a second time, for rolling restarts …");
    secondBuild();
  }
  const cluster = await Cluster.start();
  const load = new Load(cluster.url, seed);
  if (!(await load.freshSignIn())) throw new Error("No one can sign in", { cause: load.latest });
  const checker = new Checker(cluster, load);
  if (options["self-test"]) return selfTest({ cluster, load, checker });
  const report = new Report(seed);
  for (const { kind, round } of plan) {
    if (kind.needs && !kind.needs(cluster)) {
      report.leftOut(kind.name);
      continue;
    }
    const random = randomFrom(seed * 1009 + round);
    report.add(round, await runRound(cluster, load, checker, kind, random));
  }
  const isIntact = report.end();
  if (!isIntact) console.log(`The logs are in ${cluster.folder}/logs`);
  cluster.keepsLogs = !isIntact;
  return isIntact;
}

endWhenAsked();
const ok = await main().catch((error) => {
  console.error(error);
  return false;
});
await end(ok ? 0 : 1);
