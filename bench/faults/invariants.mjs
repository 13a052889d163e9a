// What must hold after every fault, whatever was in progress. Each check returns a sentence for each violation.
import { recognised, valueKey, attributes } from "./people.mjs";

/**
 * @typedef {object} Facts
 * @property {import("postgres").Sql} sql as a superuser
 * @property {import("./people.mjs").Person[]} people
 * @property {Set<string>} stored the recognised values of all tables
 * @property {Set<string>} written those of logs, addresses and the write-ahead log
 * @property {{ ok: boolean, problem?: string }} ledger
 * @property {{ recoveryMs: number, longestMs: number, failures: string[], ended: string[] }} round
 * @property {boolean} strict whether nothing at all may fail in this round
 * @property {string[]} comesOut what people without an answer found when they signed in again
 * @property {string[]} fenced closed accounts whose old session still opened a page
 */

/** Answers below this are late for a person. */
const longestRecoveryMs = 30_000;

const invariants = [
  {
    name: "I1",
    says: "every stored value has a live grant, of an attribute and a version that the receipt shows as granted",
    check: async ({ sql }) => [
      ...(await found(
        sql`select v.user_id || ' ' || v.attribute_key as what from attribute_value v where not exists (
          select from consent_grant g where g.user_id = v.user_id and g.attribute_key = v.attribute_key
          and g.ended_at is null and (g.expires_at is null or g.expires_at > now()))`,
        "a value without a live grant",
      )),
      ...(await found(
        sql`select g.id::text as what from consent_grant g where g.ended_at is null and not exists (
          select from receipt_item i where i.receipt_id = g.receipt_id and i.attribute_key = g.attribute_key
          and i.purpose_version_id = g.purpose_version_id and i.state = 'granted')`,
        "a live grant that its receipt does not show",
      )),
    ],
  },
  {
    name: "I2",
    says: "account, identity, receipt, event and used key of a decision are stored together or not at all",
    check: async ({ sql }) => [
      ...(await found(
        sql`select u.id::text as what from users u where u.status <> 'closed' and (
          (select count(*) from federated_identity i where i.user_id = u.id) <> 1
          or (select count(*) from event e where e.type = 'provisioned' and e.pseudonym = u.pseudonym) <> 1
          or not exists (select from receipt r where r.pseudonym = u.pseudonym and r.kind = 'consent'))`,
        "half an account",
      )),
      ...(await found(
        sql`select e.id::text as what from event e where e.type = 'provisioned' and not exists (
          select from receipt r where r.id = e.receipt_id and r.pseudonym = e.pseudonym)`,
        "an account's event without its receipt",
      )),
      ...(await found(
        sql`select r.id::text as what from receipt r where not exists (select from event e where e.receipt_id = r.id)`,
        "a receipt without its event",
      )),
      ...(await found(
        sql`select (d.n - k.n)::text as what from
          (select count(*) as n from event where type in ('provisioned', 'refused')) d, (select count(*) as n from one_use_key) k
          where d.n > k.n`,
        "more decisions than used keys, by",
      )),
    ],
  },
  {
    name: "I3",
    says: "what a person saw as done is still stored, with exactly the details that they agreed to",
    check: async ({ sql, people }) => {
      const rows = await sql`
        select i.subject, coalesce(array_agg(v.attribute_key) filter (where v.attribute_key is not null), '{}') as held
        from federated_identity i left join attribute_value v on v.user_id = i.user_id group by i.id, i.subject`;
      const held = new Map(rows.map((row) => [row.subject, new Set(row.held)]));
      return people.flatMap((person) => {
        const has = held.get(person.subject);
        if (person.state === "account") {
          if (!has) return [`lost: the account of ${person.subject}`];
          const lost = [...person.agreed].filter((one) => !has.has(one) && !person.withdrawing.has(one));
          return lost.map((one) => `lost: ${one} of ${person.subject}`);
        }
        if (person.state === "decided-again" && !has) return [`lost: the account of ${person.subject}`];
        return person.state === "closed" && has ? [`lost: the closing of ${person.subject}`] : [];
      });
    },
  },
  {
    name: "I4",
    says: "what was not agreed to is in no table, log, address or write-ahead log",
    check: async ({ people, stored, written }) =>
      people.flatMap((person) =>
        secretsOf(person)
          .filter((what) => {
            const key = valueKey(what, person.number);
            return stored.has(key) || written.has(key);
          })
          .map((what) => `not agreed to and stored: ${what} of ${person.subject}`),
      ),
  },
  {
    name: "I5",
    says: "what was withdrawn, and everything of a closed account, is in no table",
    check: async ({ people, stored }) =>
      people.flatMap((person) => {
        const gone = person.state === "closed" ? [...attributes, "subject"] : [...person.withdrawn];
        if (person.state === "decided-again") return [];
        return gone
          .filter((what) => stored.has(valueKey(what, person.number)))
          .map((what) => `withdrawn and stored: ${what} of ${person.subject}`);
      }),
  },
  {
    name: "I6",
    says: "one account for each person at a provider",
    check: ({ sql }) =>
      found(
        sql`select subject as what from federated_identity group by provider_id, subject having count(*) > 1`,
        "doubled: the account of",
      ),
  },
  {
    name: "I7",
    says: "a pending sign-in is answered once, on whichever instance",
    check: async ({ sql, people }) => {
      const rows = await sql`
        select i.subject, (select count(*)::int from receipt r where r.pseudonym = u.pseudonym and r.kind = 'consent') as receipts
        from federated_identity i join users u on u.id = i.user_id`;
      const allowed = new Map(people.map(({ subject, decidedAgain }) => [subject, 1 + decidedAgain]));
      return rows
        .filter(({ subject, receipts }) => receipts > (allowed.get(subject) ?? 1))
        .map(({ subject, receipts }) => `doubled: ${receipts} receipts of ${subject}`);
    },
  },
  {
    name: "I8",
    says: "a person whose answer was lost finds either the account or the question, and never both or half",
    check: async ({ comesOut, round }) => [
      ...comesOut,
      ...round.ended.map((one) => `the answer to ${one} was sent again, and the request was called ended`),
    ],
  },
  {
    name: "I9",
    says: "a receipt shows the version that was current when it was stored",
    check: ({ sql }) =>
      // A publishing waits for decisions, so one that began moments before a decision may follow it.
      found(
        sql`select distinct r.id::text as what from receipt r join event e on e.receipt_id = r.id
          join receipt_item i on i.receipt_id = r.id join purpose_version v on v.id = i.purpose_version_id
          where e.type in ('provisioned', 'granted') and (v.published_at is null or exists (
            select from purpose_version n where n.purpose_id = v.purpose_id and n.number > v.number
            and n.published_at < r.decided_at - interval '5 seconds'))`,
        "a receipt of an outdated version",
      ),
  },
  {
    name: "I10",
    says: "nothing opens or revives a closed account",
    check: async ({ sql, fenced }) => [
      ...fenced,
      ...(await found(
        sql`select u.id::text as what from users u where u.status = 'closed' and (u.pseudonym is not null
          or exists (select from session s where s.user_id = u.id) or exists (select from consent_grant g where g.user_id = u.id)
          or exists (select from federated_identity i where i.user_id = u.id and i.subject not like 'closed:%'))`,
        "something of a closed account",
      )),
    ],
  },
  {
    name: "I11",
    says: "the ledger verifies, and contains its head of the round before",
    check: async ({ ledger }) => (ledger.ok ? [] : [`the ledger is broken: ${ledger.problem}`]),
  },
  {
    name: "I12",
    says: "no request and no recovery takes more than 30 seconds, without a restart of what was not killed",
    check: async ({ round }) => [
      ...(round.recoveryMs > longestRecoveryMs ? [`no one could sign in for ${round.recoveryMs} ms`] : []),
      ...(round.longestMs >= longestRecoveryMs ? [`a request took ${round.longestMs} ms`] : []),
    ],
  },
  {
    name: "I13",
    says: "a grant expires by the clock of the database",
    check: ({ sql }) =>
      found(
        sql`select id::text as what from consent_grant where end_reason = 'expired' and ended_at < expires_at`,
        "a grant that ended before its time",
      ),
  },
  {
    name: "I14 and I15",
    says: "a clean stop, another build and a clock that is ahead are noticed by no one",
    check: async ({ strict, round }) => (strict ? round.failures.map((one) => `failed in a clean stop: ${one}`) : []),
  },
];

/** Details that the person has certainly never agreed to. */
function secretsOf({ state, agreed, intent }) {
  if (state === "decided-again") return [];
  const refusedAll = state === "arrived" || state === "refused" || (state === "tried" && intent === "decline");
  return refusedAll ? [...attributes, "subject"] : attributes.filter((one) => !agreed.has(one));
}

async function found(query, name) {
  const rows = await query;
  return rows.map(({ what }) => `${name} ${what}`);
}

/** All violations, each with the name of its invariant. */
export async function violations(facts) {
  const all = await Promise.all(
    invariants.map(async ({ name, check }) => (await check(facts)).map((text) => ({ name, text }))),
  );
  return all.flat();
}

/** Every recognised value in every table. */
export async function storedValues(sql) {
  const tables =
    await sql`select relname as name from pg_class where relkind = 'r' and relnamespace = 'public'::regnamespace`;
  const found = new Set();
  for (const { name } of tables) {
    const rows =
      await sql`select t::text as line from ${sql(name)} t where t::text ~* 'zq[nes][0-9a-z]{5}x|4477[0-9]{8}'`;
    for (const { line } of rows) for (const key of recognised(line)) found.add(key);
  }
  return found;
}
