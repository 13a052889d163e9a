import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";

/** Counts one consent screen of a first sign-in through this provider, today (UTC). */
export const countScreen = (executor: Executor, providerId: string): Promise<void> =>
  countOne(executor, providerId, sql`shown`);

/** Counts one failed sign-in through this provider, today (UTC). */
export const countFailure = (executor: Executor, providerId: string): Promise<void> =>
  countOne(executor, providerId, sql`failed`);

/** One statement, so that concurrent calls all count. A deleted provider is not counted. */
async function countOne(executor: Executor, providerId: string, what: SQL): Promise<void> {
  await executor.execute(sql`
    insert into provider_day (provider_id, day, ${what})
    select id, (now() at time zone 'UTC')::date, 1 from identity_provider where id = ${providerId}
    on conflict (day, provider_id) do update set ${what} = provider_day.${what} + 1`);
}

/** How many screens were shown in these days, and the first day on which screens were counted (yyyy-mm-dd). */
export async function screensShown(
  executor: Executor,
  { since, before }: { readonly since: Date; readonly before: Date },
): Promise<{ readonly shown: number; readonly countedSince: string | null }> {
  const [row] = await executor.execute<{ shown: number; countedSince: string | null }>(sql`
    select (select coalesce(sum(shown), 0)::int from provider_day
        where day >= ${utcDay(since)}::date and day < ${utcDay(before)}::date) as shown,
      (select min(day)::text from provider_day) as "countedSince"`);
  return row ?? { shown: 0, countedSince: null };
}

/** Enabled providers with failed sign-ins today or yesterday (UTC), and how many. */
export async function failingProviders(
  executor: Executor,
): Promise<{ readonly id: string; readonly name: string; readonly failed: number }[]> {
  return executor.execute<{ id: string; name: string; failed: number }>(sql`
    select p.id, p.name, sum(d.failed)::int as failed from provider_day d
    join identity_provider p on p.id = d.provider_id and p.enabled
    where d.day >= (now() at time zone 'UTC')::date - 1
    group by p.id, p.name, p.position having sum(d.failed) > 0 order by p.position, p.id`);
}

/** The UTC day of a moment, yyyy-mm-dd. */
export const utcDay = (moment: Date): string => moment.toISOString().slice(0, 10);
