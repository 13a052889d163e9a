import { type SQL, sql } from "drizzle-orm";
import type { Executor } from "../engine/orm.ts";
import { utcDay } from "../providers/provider-days.ts";
import type { ApplicationOutcome } from "../schema/application-day.ts";

/** Counts one outcome of a request, today (UTC). */
const counted = (applicationId: string, outcome: ApplicationOutcome): SQL => sql`
  insert into application_day (application_id, day, outcome, count)
  values (${applicationId}, (now() at time zone 'UTC')::date, ${outcome}, 1)
  on conflict (application_id, day, outcome) do update set count = application_day.count + 1`;

/** Counts a request of an application that ended without a sign-in, today (UTC). */
export async function countOutcome(
  executor: Executor,
  { applicationId, outcome }: { applicationId: string; outcome: Exclude<ApplicationOutcome, "signed-in"> },
): Promise<void> {
  await executor.execute(counted(applicationId, outcome));
}

/**
 * Counts a sign-in, today (UTC), and records for the person that they signed in, to the minute, and for the application
 * what it asked for. One statement, because each sign-in needs it.
 */
export async function noteSignIn(
  executor: Executor,
  { userId, applicationId, scopes }: { userId: string; applicationId: string; scopes: string },
): Promise<void> {
  await executor.execute(sql`
    with day as (${counted(applicationId, "signed-in")}),
      asked as (update application set last_scopes = ${scopes}
        where id = ${applicationId} and last_scopes is distinct from ${scopes})
    insert into application_use (user_id, application_id, first_at, last_signed_in_at)
    values (${userId}, ${applicationId}, date_trunc('minute', now()), date_trunc('minute', now()))
    on conflict (user_id, application_id) do update set last_signed_in_at = excluded.last_signed_in_at
    where excluded.last_signed_in_at is distinct from application_use.last_signed_in_at`);
}

export interface OutcomeCount {
  readonly applicationId: string;
  readonly outcome: ApplicationOutcome;
  readonly count: number;
}

/** How requests of all applications ended in these days (UTC), the end excluded. */
export async function countOutcomes(
  executor: Executor,
  { since, before }: { readonly since: Date; readonly before: Date },
): Promise<OutcomeCount[]> {
  return executor.execute<{ applicationId: string; outcome: ApplicationOutcome; count: number }>(sql`
    select application_id as "applicationId", outcome, sum(count)::int as count from application_day
    where day >= ${utcDay(since)}::date and day < ${utcDay(before)}::date
    group by application_id, outcome`);
}

/** By application: the last day (UTC, yyyy-mm-dd) on which a person signed in. */
export async function lastSignInDays(executor: Executor): Promise<ReadonlyMap<string, string>> {
  const rows = await executor.execute<{ applicationId: string; day: string }>(sql`
    select application_id as "applicationId", max(day)::text as day from application_day
    where outcome = 'signed-in' group by application_id`);
  return new Map(rows.map(({ applicationId, day }) => [applicationId, day]));
}
