import "server-only";
import { type Bucket, bucketsOf } from "@assent/consent/counts/shown-counts";
import { countOutcomes } from "@assent/database/applications/application-days";
import { listApplications } from "@assent/database/applications/applications";
import { requireAdministrator } from "@/platform/access";
import { database } from "@/platform/database";
import { outcomesOf, type OutcomeTotals, type ShownOutcomes, totalsOf } from "./activity";

/** In days that have ended, for the page of an application. */
export const activityPeriods = [7, 30, 90] as const;

export interface PeriodOutcomes {
  readonly days: (typeof activityPeriods)[number];
  readonly outcomes: ShownOutcomes;
}

/** How requests of an application ended, by period. Without today: see `bucketsOf`. */
export async function applicationActivity(applicationId: string): Promise<readonly PeriodOutcomes[]> {
  await requireAdministrator();
  const now = new Date();
  return Promise.all(
    activityPeriods.map(async (days) => {
      const buckets = bucketsOf(days, now);
      const range = { since: (buckets[0] as Bucket).since, before: (buckets.at(-1) as Bucket).before };
      return { days, outcomes: outcomesOf(await countOutcomes(database().orm, range), applicationId) };
    }),
  );
}

export interface ActiveApplication extends OutcomeTotals {
  readonly id: string;
  readonly name: string;
}

/** How requests of every application ended in a range of days, by name. */
export async function activityOfAll(range: Bucket): Promise<readonly ActiveApplication[]> {
  await requireAdministrator();
  const { orm } = database();
  const [applications, counts] = await Promise.all([listApplications(orm), countOutcomes(orm, range)]);
  return applications.map(({ id, name }) => ({ id, name, ...totalsOf(counts, id) }));
}
