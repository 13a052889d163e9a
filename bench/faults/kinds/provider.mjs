// Faults of the identity provider, and of the way to it.
import { setTimeout as delay } from "node:timers/promises";
import { Browser } from "../../browser.mjs";
import { isTokenRequest } from "./moments.mjs";

const treated =
  (how, ms = 2500) =>
  async (cluster) => {
    cluster.wayToProvider.treat(how);
    await delay(ms);
    cluster.wayToProvider.restore();
  };

/** @type {import("../kinds.mjs").Kind[]} */
export const providerFaults = [
  {
    name: "provider: answers after two seconds",
    run: treated((incoming) => (isTokenRequest(incoming) ? 2000 : "pass")),
  },
  { name: "provider: refuses connections", run: treated(() => "refuse") },
  { name: "provider: answers 500", run: treated((incoming) => (isTokenRequest(incoming) ? "fail" : "pass")) },
  {
    name: "provider: answers are cut in the middle",
    run: treated((incoming) => (isTokenRequest(incoming) ? "cut" : "pass")),
  },
  {
    name: "provider: never answers",
    run: treated((incoming) => (isTokenRequest(incoming) ? "swallow" : "pass"), 4000),
  },
  {
    name: "provider: kill -9",
    run: async (cluster) => {
      await cluster.killProvider();
      // What needs no provider goes on.
      const browser = new Browser();
      await browser.get(`${cluster.url}/sign-in`);
      if (browser.path !== "/sign-in") throw new Error(`Without a provider, the sign-in page was ${browser.path}`);
      await delay(1500);
    },
  },
];
