const seconds = (ms) => (ms / 1000).toFixed(1);

export class Report {
  #seed;
  #rounds = [];
  #leftOut = new Set();
  #began = performance.now();

  constructor(seed) {
    this.#seed = seed;
    console.log(`Seed ${seed}`);
  }

  add(round, figures) {
    this.#rounds.push({ round, ...figures });
    const { kind, recoveryMs, longestMs, acknowledged, failures, found } = figures;
    console.log(
      `${round}. ${kind}: ${acknowledged} accounts, ${failures.length} without success, ` +
        `recovered in ${seconds(recoveryMs)} s, longest request ${seconds(longestMs)} s`,
    );
    for (const { name, text } of found.slice(0, 10)) console.log(`   BROKEN ${name}: ${text}`);
    if (found.length > 10) console.log(`   and ${found.length - 10} more`);
    if (found.length > 0) console.log(`   npm run test:faults -- --seed ${this.#seed} --round ${round}`);
  }

  leftOut(kind) {
    this.#leftOut.add(kind);
    console.log(`left out: ${kind}. This machine cannot make it`);
  }

  /** Prints a line for each kind and the sum; true if nothing was broken. */
  end() {
    const byKind = Map.groupBy(this.#rounds, ({ kind }) => kind);
    const most = (list, what) => Math.max(0, ...list.map((one) => one[what]));
    const sum = (list, what) => list.reduce((total, one) => total + one[what], 0);
    console.log("\n| Fault | Rounds | Accounts | Recovery | Longest request |\n|---|---|---|---|---|");
    for (const [kind, all] of [...byKind].sort(([a], [b]) => a.localeCompare(b))) {
      console.log(
        `| ${kind} | ${all.length} | ${sum(all, "acknowledged")} | ${seconds(most(all, "recoveryMs"))} s | ${seconds(most(all, "longestMs"))} s |`,
      );
    }
    const found = this.#rounds.flatMap((one) => one.found);
    const count = (word) => found.filter(({ text }) => text.startsWith(word)).length;
    const acts = ["acknowledged", "refused", "withdrawn", "closed"].map((what) => sum(this.#rounds, what));
    const took = seconds(performance.now() - this.#began);
    console.log(
      `\nSeed ${this.#seed}, ${took} s, ${sum(this.#rounds, "requests")} requests. Acknowledged: ${acts[0]} accounts, ` +
        `${acts[1]} refusals, ${acts[2]} withdrawals, ${acts[3]} closings.`,
    );
    if (this.#leftOut.size > 0) console.log(`Left out: ${[...this.#leftOut].join(", ")}.`);
    const [lost, doubled] = [count("lost"), count("doubled")];
    console.log(
      `${this.#rounds.length} rounds, ${byKind.size} kinds, lost ${lost}, doubled ${doubled}, ` +
        `other violations ${found.length - lost - doubled}, slowest recovery ${seconds(most(this.#rounds, "recoveryMs"))} s, ` +
        `longest request ${seconds(most(this.#rounds, "longestMs"))} s`,
    );
    return found.length === 0;
  }
}
