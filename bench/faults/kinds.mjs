import { appFaults } from "./kinds/app.mjs";
import { databaseFaults } from "./kinds/database.mjs";
import { jobFaults } from "./kinds/jobs.mjs";
import { networkFaults } from "./kinds/network.mjs";
import { providerFaults } from "./kinds/provider.mjs";

/**
 * A kind of fault. `run` makes it while the load is running, and resolves when its cause has gone; what was killed is
 * started afterwards, and that counts as recovery. `strict`: nothing at all may fail.
 * @typedef {object} Kind
 * @property {string} name
 * @property {boolean} [strict]
 * @property {(cluster: import("./cluster.mjs").Cluster, random: ReturnType<typeof import("./random.mjs").randomFrom>) => Promise<void>} run
 */

/** @type {Kind[]} */
export const kinds = [...appFaults, ...databaseFaults, ...networkFaults, ...providerFaults, ...jobFaults];

/** The kinds of a run: each one, in an order by the seed, and then any. */
export function schedule(random, rounds) {
  const first = random.shuffled(kinds);
  return Array.from({ length: rounds }, (_, round) => first[round] ?? random.pick(kinds));
}
