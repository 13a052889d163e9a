// Faults between the instances and PostgreSQL.
import { setTimeout as delay } from "node:timers/promises";
import { commits, inserts, onFirst } from "./moments.mjs";

/** Cuts one connection at each of a few moments. */
const cutAt = (moment) => async (cluster) => {
  for (let times = 0; times < 3; times += 1) await onFirst(cluster.lines, moment, () => "cut");
};

const during = (ms, begin) => async (cluster, random) => {
  const lines = cluster.lines;
  begin(lines, random);
  await delay(ms);
  for (const line of lines) line.restore();
};

/** @type {import("../kinds.mjs").Kind[]} */
export const networkFaults = [
  { name: "network: cut before COMMIT", run: cutAt({ moment: "asked", ...commits }) },
  { name: "network: reply of COMMIT lost", run: cutAt({ moment: "answered", ...commits }) },
  { name: "network: reply of INSERT lost", run: cutAt({ moment: "answered", ...inserts }) },
  {
    name: "network: 200 ms slow",
    run: during(3000, (lines) => {
      for (const line of lines) line.latencyMs = 200;
    }),
  },
  {
    name: "network: swallows everything",
    run: during(3000, (lines) => {
      for (const line of lines) line.swallow();
    }),
  },
  {
    name: "network: swallows everything of one instance",
    run: during(3000, (lines, random) => random.pick(lines).swallow()),
  },
  {
    name: "network: refuses connections",
    run: during(2000, (lines) => {
      for (const line of lines) line.refuse();
    }),
  },
];
