// Faults of the instances.
import { setTimeout as delay } from "node:timers/promises";
import { secondBuild } from "../second-build.mjs";
import { commits, isDecision, isTokenRequest, onFirst, sprung } from "./moments.mjs";

const kill = async (cluster, index) => {
  cluster.signalApp(index, "SIGKILL");
  await cluster.appEnded(index);
};

/** Ends one instance as an update does, and starts it again when its last request is answered. */
const restart = async (cluster, index) => {
  cluster.signalApp(index, "SIGTERM");
  await cluster.appEnded(index);
  await cluster.up();
};

/** `kill -9` of the instance whose transaction has come to this moment. */
const killedAt = (moment) => async (cluster) => {
  let victim = 0;
  await onFirst(cluster.lines, moment, (index) => {
    victim = index;
    cluster.signalApp(index, "SIGKILL");
    return "cut";
  });
  await cluster.appEnded(victim);
};

/** @type {import("../kinds.mjs").Kind[]} */
export const appFaults = [
  {
    name: "app: kill -9 of one",
    run: async (cluster, random) => {
      await delay(random.between(200, 1500));
      await kill(cluster, random.below(2));
      await delay(500);
    },
  },
  {
    name: "app: kill -9 of both",
    run: async (cluster, random) => {
      await delay(random.between(200, 1500));
      await Promise.all([kill(cluster, 0), kill(cluster, 1)]);
    },
  },
  { name: "app: kill -9 before COMMIT", run: killedAt({ moment: "asked", ...commits }) },
  { name: "app: kill -9 after COMMIT, before its reply", run: killedAt({ moment: "answered", ...commits }) },
  {
    name: "app: kill -9 after the decision, before the cookie",
    run: async (cluster) => {
      const act = () => {
        for (const index of [0, 1]) cluster.signalApp(index, "SIGKILL");
        return "cut";
      };
      await sprung([cluster.front.trap({ moment: "answered", matches: isDecision, act })]);
      await Promise.all([cluster.appEnded(0), cluster.appEnded(1)]);
    },
  },
  {
    name: "app: kill -9 while it redeems a code",
    run: async (cluster, random) => {
      const index = random.below(2);
      const act = () => {
        cluster.signalApp(index, "SIGKILL");
        return "pass";
      };
      await sprung([cluster.wayToProvider.trap({ moment: "asked", matches: isTokenRequest, act })]);
      await cluster.appEnded(index);
    },
  },
  {
    name: "app: frozen for two seconds",
    run: async (cluster, random) => {
      const index = random.below(2);
      cluster.signalApp(index, "SIGSTOP");
      await delay(2000);
      cluster.signalApp(index, "SIGCONT");
    },
  },
  {
    name: "app: SIGTERM of one",
    strict: true,
    run: async (cluster, random) => {
      await delay(random.between(200, 1000));
      await restart(cluster, random.below(2));
    },
  },
  {
    name: "app: rolling restart with another build",
    strict: true,
    run: async (cluster) => {
      const other = secondBuild();
      const was = cluster.builds;
      cluster.builds = was[0] === other ? cluster.builtHere : [other, other];
      await restart(cluster, 0);
      // For a while both builds answer the same people.
      await delay(1500);
      await restart(cluster, 1);
    },
  },
  {
    name: "app: clock of one two minutes ahead",
    strict: true,
    run: async (cluster, random) => {
      const index = random.below(2);
      cluster.clocksAhead[index] = 2 * 60_000;
      await restart(cluster, index);
      await delay(1500);
      cluster.clocksAhead[index] = 0;
      await restart(cluster, index);
    },
  },
];
