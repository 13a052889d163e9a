// What the organisation does while people decide, and faults at several places.
import { setTimeout as delay } from "node:timers/promises";
import { demonstrationPurposes } from "../../../apps/web/src/demonstration/demonstration-purposes.ts";
import { openDatabase } from "../../../packages/database/src/engine/open.ts";
import { draftVersion, publishVersion } from "../../../packages/database/src/purposes/purpose-publishing.ts";
import { runRetention } from "../../../packages/database/src/retention/retention.ts";

/** The product's own code in the app's own role, like a third instance. */
async function asAnother({ server }, work) {
  const database = await openDatabase({ url: server.urlThrough(server.port), poolSize: 1, isPatient: true });
  try {
    await work(database.orm, database);
  } finally {
    await database.close();
  }
}

/** People whose name expires within a second. */
const expiring = 20;

/** @type {import("../kinds.mjs").Kind[]} */
export const jobFaults = [
  {
    name: "jobs: a purpose is published, three times",
    run: (cluster, random) =>
      asAnother(cluster, async (orm) => {
        const [, { input }] = demonstrationPurposes;
        const [{ id: purposeId }] = await orm.execute(`select id from purpose where name = '${input.name}'`);
        for (let times = 1; times <= 3; times += 1) {
          await delay(random.between(200, 900));
          const [{ id, number }] = await orm.execute(
            `select id, number from purpose_version where purpose_id = '${purposeId}' order by number desc limit 1`,
          );
          const next = { ...input, description: `${input.description} (${number + 1})` };
          const drafted = await draftVersion(orm, purposeId, id, next, null);
          const options = { asksAll: false, askFrom: null };
          const published = drafted.ok && (await publishVersion(orm, purposeId, drafted.versionId, options, null));
          if (!published?.ok) throw new Error(`Publishing failed: ${JSON.stringify([drafted, published])}`);
        }
      }),
  },
  {
    name: "jobs: consent expires and is removed",
    run: async (cluster, random, load) => {
      await delay(random.between(200, 800));
      const all = load.people.filter(({ state, agreed }) => state === "account" && agreed.has("name"));
      const people = random.shuffled(all).slice(0, expiring);
      const sql = cluster.server.connect();
      await sql`
        update consent_grant g set granted_at = now() - interval '2 days', expires_at = clock_timestamp() + interval '1 second'
        from federated_identity i where i.user_id = g.user_id and g.ended_at is null and g.attribute_key = 'name'
        and i.subject in ${sql(people.map(({ subject }) => subject))}`;
      await sql.end();
      for (const { withdrawing } of people) withdrawing.add("name");
      await delay(1100);
      await asAnother(cluster, async (_, database) => {
        const done = await runRetention(database, { refusalDays: 30, batch: 5 });
        // Null: an instance is at it, as each is when it starts.
        if (done) for (const { withdrawn } of people) withdrawn.add("name");
      });
    },
  },
  {
    name: "database and provider: kill -9 of both",
    run: async (cluster, random) => {
      await delay(random.between(200, 1000));
      await Promise.all([cluster.server.kill(), cluster.killProvider()]);
      await delay(1000);
    },
  },
];
