// Looks at everything after a round, and says which invariants are broken.
import { verifyEntries } from "../../packages/database/src/audit/ledger.ts";
import { openDatabase } from "../../packages/database/src/engine/open.ts";
import { storedValues, violations } from "./invariants.mjs";
import { recognised } from "./people.mjs";

/** So many people of a round are followed further, because each costs a sign-in. */
const followed = 6;

export class Checker {
  #cluster;
  #load;
  #kept = null;

  constructor(cluster, load) {
    this.#cluster = cluster;
    this.#load = load;
  }

  /** @param {{ recoveryMs: number, strict: boolean, since: number }} about `since`: the first person of the round */
  async check(about) {
    const sql = this.#cluster.server.connect();
    try {
      return await violations(await this.facts(sql, about));
    } finally {
      await sql.end();
    }
  }

  /** Everything that the invariants are about, as it is now. */
  async facts(sql, { recoveryMs, strict, since }) {
    const { server } = this.#cluster;
    const round = { ...this.#load.round, recoveryMs };
    const people = [...this.#load.people];
    const latest = people.slice(since);
    const comesOut = await this.#comesOut(sql, latest);
    const fenced = await this.#fenced(latest);
    const stored = await storedValues(sql);
    const ledger = await this.ledger();
    const written = new Set();
    for (const text of [...this.#cluster.written(), ...server.writeAheadLog()]) {
      for (const key of recognised(text)) written.add(key);
    }
    return { sql, people, stored, written, ledger, round, strict, comesOut, fenced };
  }

  /** People without an answer sign in again: with an account to My data, without one to the question. */
  async #comesOut(sql, people) {
    const unsure = people.filter(({ state }) => state === "tried").slice(0, followed);
    const all = unsure.map(async (person) => {
      const [{ there }] =
        await sql`select count(*)::int as there from federated_identity where subject = ${person.subject}`;
      const path = await this.#load.comesOutAt(person).catch((error) => `nothing: ${error.message}`);
      const expected = there === 1 ? ["/me"] : ["/consent"];
      // A purpose that was published since asks people with an account too.
      if (there === 1 && person.intent === "accept") expected.push("/consent");
      return expected.includes(path) ? [] : [`${person.subject}, with ${there} accounts, came out at ${path}`];
    });
    return (await Promise.all(all)).flat();
  }

  /** The sessions that closed accounts had in other browsers. */
  async #fenced(people) {
    const closed = people.filter(({ state }) => state === "closed").slice(0, followed);
    const all = closed.flatMap(({ subject, browsers }) =>
      browsers.map(async (browser) => {
        await browser.get("/me");
        return browser.path === "/sign-in" ? [] : [`the closed account of ${subject} opened ${browser.path}`];
      }),
    );
    return (await Promise.all(all)).flat();
  }

  async ledger() {
    const database = await openDatabase({ url: this.#cluster.server.superuserUrl, poolSize: 1, isPatient: true });
    try {
      // Not the grants: one kind of fault lets them expire by changing their time, which a replay finds.
      const found = await verifyEntries(database.orm, { kept: this.#kept });
      if (found.ok) this.#kept = found.head;
      return found;
    } finally {
      await database.close();
    }
  }
}
