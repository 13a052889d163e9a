// Proves that the checker can fail: breaks each invariant on purpose in a database with people in it, past the triggers,
// and takes it back.
import { randomUUID } from "node:crypto";
import { violations, storedValues } from "./invariants.mjs";
import { valueKey } from "./people.mjs";

class TakeBack extends Error {}

/**
 * Each changes the database in a transaction, or returns other facts. `who` has a person of each kind.
 * @type {[invariant: string, what: string, spoil: (tx: import("postgres").Sql, who: Record<string, any>) => Promise<object | void>][]}
 */
const damage = [
  ["I1", "a value that no grant covers", (tx, { account }) => insertValue(tx, account.subject, "locale", "en")],
  [
    "I1",
    "a grant that its receipt shows as denied",
    async (tx) => void (await tx`update receipt_item set state = 'denied', source = null where state = 'granted'`),
  ],
  [
    "I2",
    "an account without its event",
    async (tx, { account }) =>
      void (await tx`delete from event e using users u join federated_identity i on i.user_id = u.id
        where e.type = 'provisioned' and e.pseudonym = u.pseudonym and i.subject = ${account.subject}`),
  ],
  [
    "I2",
    "an account without an identity",
    async (tx) =>
      void (await tx`insert into users (id, pseudonym, language) values (${randomUUID()}, ${randomUUID()}, 'en')`),
  ],
  ["I2", "decisions without their used keys", async (tx) => void (await tx`delete from one_use_key`)],
  [
    "I3",
    "an account that a person has seen is gone",
    async (tx, { account }) => void (await tx`delete from federated_identity where subject = ${account.subject}`),
  ],
  [
    "I3",
    "one detail that a person agreed to is gone",
    async (tx, { account }) =>
      void (await tx`delete from attribute_value v using federated_identity i
        where i.user_id = v.user_id and i.subject = ${account.subject} and v.attribute_key = 'email'`),
  ],
  [
    "I4",
    "a detail that was not agreed to in an event",
    async (tx, { frugal }) =>
      void (await tx`update event set details = jsonb_build_object('name', ${frugal.values.name}::text)
        where id = (select id from event limit 1)`),
  ],
  [
    "I4",
    "the email address of a person who refused in a log",
    async (_, { refused }) => ({ written: new Set([valueKey("email", refused.number)]) }),
  ],
  [
    "I5",
    "a withdrawn detail",
    (tx, { withdrawn }) => {
      const [attribute] = withdrawn.withdrawn;
      return insertValue(tx, withdrawn.subject, attribute, withdrawn.values[attribute]);
    },
  ],
  [
    "I6",
    "two identities of one person",
    async (tx, { account }) => {
      await tx`alter table federated_identity drop constraint federated_identity_subject_unique`;
      await tx`insert into federated_identity (id, user_id, provider_id, subject)
        select ${randomUUID()}, ${randomUUID()}, provider_id, subject from federated_identity where subject = ${account.subject}`;
    },
  ],
  [
    "I7",
    "two receipts of one decision",
    async (tx, { account }) =>
      void (await tx`insert into receipt (id, number, pseudonym, kind, provider_id, provider_name, language, notice, notice_hash,
          collection_method)
        select ${randomUUID()}, 'AAAA-AAAA', r.pseudonym, r.kind, r.provider_id, r.provider_name, r.language, r.notice,
          r.notice_hash, r.collection_method
        from receipt r join users u on u.pseudonym = r.pseudonym join federated_identity i on i.user_id = u.id
        where i.subject = ${account.subject}`),
  ],
  ["I8", "a person who comes out at the wrong page", async () => ({ comesOut: ["zqs came out at /failed"] })],
  [
    "I8",
    "an answer that was sent again and not recognised",
    async () => ({ round: { recoveryMs: 0, longestMs: 0, failures: [], ended: ["zqs"] } }),
  ],
  [
    "I9",
    "a receipt of a version that was outdated",
    async (tx) =>
      void (await tx`insert into purpose_version (id, purpose_id, number, retention_kind, material, published_at)
        select gen_random_uuid(), purpose_id, number + 1, 'withdrawn', false, now() - interval '1 hour' from purpose_version`),
  ],
  [
    "I10",
    "a session of a closed account",
    async (tx) =>
      void (await tx`insert into session (token_hash, user_id, expires_at)
        select repeat('a', 64), id, now() + interval '1 hour' from users where status = 'closed' limit 1`),
  ],
  [
    "I12",
    "a recovery that takes too long",
    async () => ({ round: { recoveryMs: 31_000, longestMs: 0, failures: [], ended: [] } }),
  ],
  [
    "I13",
    "a grant that expired before its time",
    async (tx) =>
      void (await tx`update consent_grant set end_reason = 'expired', ended_at = now(), expires_at = now() + interval '1 day'`),
  ],
  [
    "I14 and I15",
    "a failure in a clean stop",
    async () => ({ strict: true, round: { recoveryMs: 0, longestMs: 0, failures: ["502 of /consent"], ended: [] } }),
  ],
];

async function insertValue(tx, subject, attribute, value) {
  await tx`insert into attribute_value (user_id, attribute_key, value, source)
    select user_id, ${attribute}, ${value}, 'self' from federated_identity where subject = ${subject}`;
}

/** True if each damage was found, and nothing before. */
export async function selfTest({ cluster, load, checker }) {
  const who = await everyKind(load);
  const sql = cluster.server.connect();
  let isProved = true;
  const say = (invariant, what, found) => {
    const isFound = found.some(({ name }) => name === invariant);
    isProved &&= isFound;
    console.log(`${isFound ? "found" : "NOT FOUND"} by ${invariant}: ${what}`);
  };
  const facts = await checker.facts(sql, { recoveryMs: 0, strict: false, since: 0 });
  const before = await violations(facts);
  if (before.length > 0) throw new Error(`Broken before anything was damaged: ${JSON.stringify(before)}`);
  for (const [invariant, what, spoil] of damage) {
    await sql
      .begin(async (tx) => {
        await tx`set local session_replication_role = replica`;
        const other = await spoil(tx, who);
        say(invariant, what, await violations({ ...facts, stored: await storedValues(tx), sql: tx, ...other }));
        throw new TakeBack();
      })
      .catch((error) => {
        if (!(error instanceof TakeBack)) throw error;
      });
  }
  // The verifier has a connection of its own, so this one stays.
  await sql.begin(async (tx) => {
    await tx`set local session_replication_role = replica`;
    await tx`update receipt set language = 'de' where id = (select id from receipt order by decided_at desc limit 1)`;
  });
  say("I11", "a receipt that was edited", await violations({ ...facts, ledger: await checker.ledger() }));
  await sql.end();
  console.log(isProved ? "Each damage was found." : "The checker is blind to some damage.");
  return isProved;
}

/** Lets people in until there is one of each kind that a damage needs. */
async function everyKind(load) {
  const kinds = {
    account: ({ state, withdrawing }) => state === "account" && withdrawing.size === 0,
    frugal: ({ state, agreed }) => state === "account" && !agreed.has("name"),
    refused: ({ state }) => state === "refused",
    withdrawn: ({ state, withdrawn }) => state === "account" && withdrawn.size > 0,
    closed: ({ state }) => state === "closed",
  };
  const stop = new AbortController();
  const running = load.run(stop.signal);
  const find = () => Object.entries(kinds).map(([kind, is]) => [kind, load.people.find(is)]);
  const deadline = Date.now() + 60_000;
  while (find().some(([, person]) => !person) && Date.now() < deadline) await new Promise((go) => setTimeout(go, 100));
  stop.abort();
  await running;
  return Object.fromEntries(find());
}
