import type { Bucket, DecisionCounts } from "@assent/consent/counts/shown-counts";
import { sql } from "drizzle-orm";
import { lock } from "../engine/locks.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { utcDay } from "../providers/provider-days.ts";
import { isConsentPurpose } from "../purposes/purpose-version-sql.ts";

/** In days: a year in weeks, and one week more for the day on which it begins. */
const counted = 372;

/** Days that one transaction counts. */
const batch = 7;

/**
 * Counts the decisions of each complete day (UTC) that is not counted yet, so that charts need not read every receipt.
 * Receipts never change, and a day waits one hour for transactions that began in it. Only answers
 * to a question are counted: no withdrawal, no notice, nothing that ended or was corrected. Counting again changes nothing.
 * `batches`: how many weeks at most, one per transaction; only one instance counts at a time.
 */
export async function countDecisionDays(database: Database, batches = Number.POSITIVE_INFINITY): Promise<void> {
  for (let done = 0; done < batches; done += 1) {
    if (!(await countSome(database))) return;
  }
}

/** Counts one batch. Returns whether there may be more to count. Skips days without a decision. */
async function countSome(database: Database): Promise<boolean> {
  return database.orm.transaction(async (tx) => {
    await lock(tx, "decision-days");
    const [days] = await tx.execute<{ since: string | null; before: string; today: string }>(sql`
      select since::text, least(since + ${batch}::int, today)::text as before, today::text
      from (select ((now() - interval '1 hour') at time zone 'UTC')::date as today) t
      cross join lateral (select greatest(today - ${counted}::int, (select max(day) + 1 from purpose_day)) as first) f
      cross join lateral (select (min(decided_at) at time zone 'UTC')::date as since from receipt
        where decided_at >= first::timestamp at time zone 'UTC' and decided_at < today::timestamp at time zone 'UTC') s`);
    if (!days?.since) return false;
    const decided = sql`
      select (r.decided_at at time zone 'UTC')::date as day, i.receipt_id, i.purpose_version_id, i.attribute_key, i.state
      from receipt r join receipt_item i on i.receipt_id = r.id
      where r.decided_at >= (${days.since}::date)::timestamp at time zone 'UTC'
        and r.decided_at < (${days.before}::date)::timestamp at time zone 'UTC'
        and r.kind = 'consent' and i.basis is null and i.state <> 'not-sent'`;
    await tx.execute(sql`
      insert into attribute_day (day, purpose_version_id, attribute_key, agreed, refused)
      select day, purpose_version_id, attribute_key, count(*) filter (where state = 'granted'),
        count(*) filter (where state = 'denied')
      from (${decided}) d group by 1, 2, 3 on conflict do nothing`);
    await tx.execute(sql`
      insert into purpose_day (day, purpose_version_id, agreed, refused)
      select day, purpose_version_id, count(*) filter (where agreed), count(*) filter (where not agreed)
      from (select day, receipt_id, purpose_version_id, bool_or(state = 'granted') as agreed
        from (${decided}) d group by 1, 2, 3) d
      group by 1, 2 on conflict do nothing`);
    // Without this, receipts without a question would be found again each time.
    const [found] = await tx.execute<{ some: boolean }>(sql`
      select exists (select from purpose_day where day >= ${days.since}::date) as some`);
    return (found?.some ?? false) && days.before < days.today;
  });
}

/** The decisions about a purpose, or about one of its attributes, in each of the buckets. */
export interface DecisionSeries {
  readonly purposeId: string;
  /** Null: about the purpose, which counts as agreed to if at least one attribute is. */
  readonly attribute: string | null;
  readonly buckets: readonly DecisionCounts[];
}

/** Reads the counted decisions, all versions of a purpose together. Series without a decision are left out. */
export async function decisionSeries(executor: Executor, buckets: readonly Bucket[]): Promise<DecisionSeries[]> {
  const [first] = buckets;
  if (!first) return [];
  const length = Math.round((first.before.getTime() - first.since.getTime()) / (24 * 60 * 60_000));
  const until = utcDay(buckets.at(-1)?.before ?? first.before);
  type Row = DecisionCounts & { purposeId: string; attribute: string | null; bucket: number };
  const rows = await executor.execute<Row & Record<string, unknown>>(sql`
    select v.purpose_id as "purposeId", d.attribute_key as attribute,
      (d.day - ${utcDay(first.since)}::date) / ${length}::int as bucket,
      sum(d.agreed)::int as agreed, sum(d.refused)::int as refused
    from (
      select day, purpose_version_id, null as attribute_key, agreed, refused from purpose_day
      union all select day, purpose_version_id, attribute_key, agreed, refused from attribute_day
    ) d join purpose_version v on v.id = d.purpose_version_id
    where d.day >= ${utcDay(first.since)}::date and d.day < ${until}::date
    group by 1, 2, 3`);
  const series = new Map<string, { purposeId: string; attribute: string | null; buckets: DecisionCounts[] }>();
  for (const { purposeId, attribute, bucket, agreed, refused } of rows) {
    const key = `${purposeId} ${attribute ?? ""}`;
    const one = series.get(key) ?? { purposeId, attribute, buckets: buckets.map(() => ({ agreed: 0, refused: 0 })) };
    one.buckets[bucket] = { agreed, refused };
    series.set(key, one);
  }
  return [...series.values()];
}

/** A live purpose that asks everything again, and how many people agreed before and have not answered since. */
export interface WaitingPeople {
  readonly purposeId: string;
  readonly name: string;
  readonly people: number;
}

/**
 * People who agreed to a live purpose before a version that asks everything again, and have not answered since: they
 * are asked at their next sign-in. An answer would have replaced their grant. Counts up to `most` people, in at most
 * ten times as many grants.
 */
export async function waitingPeople(executor: Executor, most: number): Promise<WaitingPeople[]> {
  return executor.execute<{ purposeId: string; name: string; people: number }>(sql`
    select p.id as "purposeId", p.name, w.people from purpose p
    join lateral (select max(published_at) as at from purpose_version v
      where v.purpose_id = p.id and v.asks_all and v.published_at is not null) a on a.at is not null
    cross join lateral (select least(count(distinct g.user_id), ${most}::int)::int as people from (
      -- In the order of the index that ends where no one waits. Any other index would read all grants.
      select g.user_id from consent_grant g where g.purpose_id = p.id and g.ended_at is null and g.granted_at < a.at
      order by g.granted_at limit ${most * 10}::int) g) w
    where p.status = 'live' and ${isConsentPurpose} and w.people > 0 order by p.position, p.id`);
}
