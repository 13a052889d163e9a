// Prints the time and the query plan of each list of the administration, on the database that bench/million.sql filled.
//
//   export DATABASE_URL=postgres://…/assent_million
//   node --import ./apps/web/node_modules/tsx/dist/loader.mjs bench/lists.mjs          times
//   node --import ./apps/web/node_modules/tsx/dist/loader.mjs bench/lists.mjs plans    and plans
//
// Each list is read once to warm up, then its first page, its twenty-first, and its count.
import { countAudit, listAudit } from "../packages/database/src/audit/audit.ts";
import { databaseOn } from "../packages/database/src/engine/open.ts";
import { countMatchingUsers, listUsers } from "@assent/database/users/user-list";
import { openPostgres } from "../packages/database/src/engine/postgres.ts";
import { countRecords, listRecords, recordChoices } from "../packages/database/src/audit/records.ts";

const showPlans = process.argv.includes("plans");
const engine = await openPostgres(process.env.DATABASE_URL ?? "", 2);
let explain = false;
const { orm, close } = databaseOn({
  async query(statement) {
    if (explain) {
      const text = `explain (analyze, buffers, costs off) ${statement.text}`;
      const plan = await engine.query({ ...statement, text, rows: "arrays" });
      console.log(plan.map(([line]) => `    ${line}`).join("\n"));
    }
    return engine.query(statement);
  },
  transaction: (work) => engine.transaction(work),
  close: () => engine.close(),
});

const { purposes, providers } = await recordChoices(orm);
const purpose = (name) => purposes.find((one) => one.name === name)?.id;
const provider = (name) => providers.find((one) => one.name === name)?.id;
const daysAgo = (days) => new Date(Date.now() - days * 24 * 60 * 60_000);

const lists = [
  {
    name: "records",
    read: (filter, after) => listRecords(orm, filter, { limit: 50, after }),
    count: (filter) => countRecords(orm, filter, 1000),
    filters: {
      all: {},
      "a purpose": { purposeId: purpose("News") },
      "a purpose of old accounts only": { purposeId: purpose("Left") },
      "a rare purpose": { purposeId: purpose("Rare") },
      "an old version": { purposeId: purpose("Recovery"), version: 1 },
      "not agreed": { state: "denied" },
      "an attribute, not sent": { attribute: "phone_number", state: "not-sent" },
      "a small provider": { providerId: provider("Small") },
      "a large provider and a purpose of old accounts": { providerId: provider("Large"), purposeId: purpose("Left") },
      "one day, two years ago, not agreed": { since: daysAgo(730), before: daysAgo(729), state: "denied" },
    },
  },
  {
    name: "users",
    read: (filter, after) => listUsers(orm, { limit: 25, after, ...filter }),
    count: ({ filter }) => countMatchingUsers(orm, filter ?? {}, 1000),
    filters: {
      all: {},
      "signed in last": { order: "present" },
      suspended: { filter: { status: "suspended" } },
      "a small provider": { filter: { providerId: provider("Small") } },
      "agree to a purpose": { filter: { purposeId: purpose("News") } },
      "agree to a purpose of old accounts only": { filter: { purposeId: purpose("Left") } },
      "agree to a rare purpose": { filter: { purposeId: purpose("Rare") } },
      "signed in since yesterday, oldest first": { filter: { signedInSince: daysAgo(1) }, order: "oldest" },
      "e-mail begins with person-77": { filter: { beginning: { attribute: "email", text: "person-77" } } },
      "e-mail begins with p, suspended": {
        filter: { beginning: { attribute: "email", text: "p" }, status: "suspended" },
      },
    },
  },
  {
    name: "audit",
    read: (filter, after) => listAudit(orm, filter, { limit: 50, after }),
    count: (filter) => countAudit(orm, filter, 1000),
    filters: { all: {}, "one type": { type: "purpose-changed" }, "by the system": { actor: "system" } },
  },
];

for (const { name, read, count, filters } of lists) {
  for (const [which, filter] of Object.entries(filters)) {
    const { next } = await read(filter, null);
    const first = await milliseconds(() => read(filter, null));
    let after = next;
    for (let page = 2; page < 21 && after; page += 1) after = (await read(filter, after)).next;
    const later = after && (await milliseconds(() => read(filter, after)));
    const counted = await milliseconds(() => count(filter));
    console.log(`${name}, ${which}: ${first} first page, ${later ?? "–"} twenty-first, ${counted} count`);
    if (!showPlans) continue;
    explain = true;
    await read(filter, null);
    explain = false;
  }
}
await close();

async function milliseconds(work) {
  const start = performance.now();
  await work();
  return `${(performance.now() - start).toFixed(0)} ms`;
}
