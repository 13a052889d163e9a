import {
  type ReplayedEvent,
  type ReplayedReceipt,
  replayProblem,
  type ReplayedGrant,
} from "@assent/consent/ledger/replay";
import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import type { Finding } from "./ledger-problem.ts";

type Person = {
  id: string;
  pseudonym: string;
  /** An entry ties the account to its pseudonym. */
  isTied: boolean;
  receipts: ReplayedReceipt[];
  events: ReplayedEvent[];
  grants: ReplayedGrant[];
};

/**
 * Replays the receipts and events of everyone with an account, some people at a time, and compares with their grants.
 * Null if they agree, if everyone is tied to their pseudonym, and if closed accounts have no grants any more. Each person is read in one statement, so a decision meanwhile is seen whole or not at all.
 */
export async function findWrongGrant(executor: Executor, batch: number): Promise<Finding | null> {
  const kept = await findKeptGrant(executor);
  if (kept) return kept;
  let after = "00000000-0000-0000-0000-000000000000";
  for (;;) {
    const people = await readPeople(executor, after, batch);
    for (const { pseudonym, isTied, receipts, events, grants } of people) {
      if (!isTied) return { problem: "account-unlisted", about: { account: pseudonym } };
      const found = replayProblem(receipts, events, grants);
      if (found === null) continue;
      const receipt = found.receipt === null ? {} : { receipt: found.receipt };
      const attribute = found.attribute === null ? {} : { attribute: found.attribute };
      return { problem: found.problem, about: { account: pseudonym, ...receipt, ...attribute } };
    }
    const last = people.at(-1);
    if (!last || people.length < batch) return null;
    after = last.id;
  }
}

/** A closed account that still has a grant. It is named by its id, because it has no pseudonym. */
async function findKeptGrant(executor: Executor): Promise<Finding | null> {
  const [kept] = await executor.execute<{ account: string }>(sql`
    select u.id as account from users u where u.status = 'closed'
      and exists (select from consent_grant g where g.user_id = u.id) limit 1`);
  return kept ? { problem: "account-kept", about: kept } : null;
}

const ms = (moment: SQL): SQL => sql`round(extract(epoch from ${moment}) * 1000)::bigint`;

/** For how many days a grant of item `i` of version `v` lives; null: without an end. As in account-rows.ts. */
const grantDays = sql`case when i.basis is null then least(v.retention_days, (v.terms ->> 'consentDays')::int)
  else v.retention_days end`;

// The time of a transaction is that of its event. A receipt without one is found before.
const readPeople = (executor: Executor, after: string, limit: number): Promise<Person[]> =>
  executor.execute<Person>(sql`
    select u.id, u.pseudonym,
      exists (select from event e join ledger_entry l on l.payload ->> 'event' = e.id::text
        where e.pseudonym = u.pseudonym and e.type in ('provisioned', 'chained')
          and jsonb_exists(l.payload, 'account')) as "isTied",
      (select coalesce(jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'kind', r.kind,
          'at', coalesce(w.at, ${ms(sql`r.decided_at`)}), 'order', coalesce(w.seq, 0), 'items', (
            select coalesce(jsonb_agg(jsonb_build_object('versionId', i.purpose_version_id, 'purposeId', v.purpose_id,
              'attribute', i.attribute_key, 'state', i.state, 'basis', i.basis, 'days', ${grantDays},
              'isNotice', v.lawful_basis <> 'consent')), '[]')
            from receipt_item i join purpose_version v on v.id = i.purpose_version_id where i.receipt_id = r.id))), '[]')
        from receipt r left join lateral (
          select ${ms(sql`min(l.at)`)} as at, min(l.seq) as seq from ledger_entry l where l.payload ->> 'receipt' = r.id::text
        ) w on true
        where r.pseudonym = u.pseudonym) as receipts,
      (select coalesce(jsonb_agg(jsonb_build_object('type', e.type, 'at', ${ms(sql`e.at`)}, 'order', l.seq,
          'purposeId', e.purpose_id, 'details', e.details)), '[]')
        from event e join ledger_entry l on l.payload ->> 'event' = e.id::text
        where e.pseudonym = u.pseudonym and e.receipt_id is null
          and e.type in ('expired', 'purpose-withdrawn', 'withdrawn')) as events,
      (select coalesce(jsonb_agg(jsonb_build_object('receiptId', g.receipt_id, 'versionId', g.purpose_version_id,
          'purposeId', g.purpose_id, 'attribute', g.attribute_key, 'basis', g.basis, 'grantedAt', ${ms(sql`g.granted_at`)},
          'expiresAt', ${ms(sql`g.expires_at`)}, 'endedAt', ${ms(sql`g.ended_at`)}, 'endReason', g.end_reason)), '[]')
        from consent_grant g where g.user_id = u.id) as grants
    from users u where u.id > ${after}::uuid and u.pseudonym is not null order by u.id limit ${limit}`);
