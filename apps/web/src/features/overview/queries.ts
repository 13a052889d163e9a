import "server-only";
import { bucketsOf, type Bucket, type Funnel, funnelOf, type Period } from "@assent/consent/counts/shown-counts";
import { catalogue } from "@assent/database/attributes/attributes";
import { countDecisionDays, decisionSeries, waitingPeople } from "@assent/database/audit/decision-days";
import { countEvents, latestEvents } from "@assent/database/audit/events";
import { listProviders } from "@assent/database/providers/identity-providers";
import { countUsers } from "@assent/database/users/people";
import { utcDay, failingProviders, screensShown } from "@assent/database/providers/provider-days";
import { listPurposes } from "@assent/database/purposes/purposes";
import { getLocale } from "next-intl/server";
import { requireAdministrator } from "@/platform/access";
import { type PurposeTrend, trendsOf } from "./agreement-trends";
import { database } from "@/platform/database";
import { describeError, log, newReference } from "@/platform/log";
import { currentOrganisation } from "@/platform/organisation";
import { attention, type AttentionItem, type LatestEvent, latestOf, signInFacts } from "./overview-facts";
import { type ActiveApplication, activityOfAll } from "@/features/applications/activity/queries";
import { purposeLanguages } from "@/features/purposes/translation/queries";

/**
 * The result of one section, so that the page is still shown if a section fails. `reference` finds the log
 * line.
 */
export type SectionResult<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly reference: string };

export interface FirstSignInCounts extends Funnel {
  /** The first day whose screens were counted; null if none was. */
  readonly countedSince: string | null;
}

export interface Overview {
  readonly since: Date;
  /** Its last day. */
  readonly until: Date;
  readonly accounts: number;
  readonly signIns: SectionResult<FirstSignInCounts>;
  readonly trends: SectionResult<readonly PurposeTrend[]>;
  readonly applications: SectionResult<readonly ActiveApplication[]>;
  readonly attention: readonly AttentionItem[];
  readonly latest: readonly LatestEvent[];
}

/** The highest number of waiting people that is counted. */
const maxWaiting = 1000;

export async function overview(period: Period): Promise<Overview> {
  await requireAdministrator();
  const { orm } = database();
  const buckets = bucketsOf(period, new Date());
  const range = { since: (buckets[0] as Bucket).since, before: (buckets.at(-1) as Bucket).before };
  const [users, events, purposes, providers, controller, attributes, signIns, series, applications, failing, waiting] =
    await Promise.all([
      countUsers(orm),
      latestEvents(orm, { limit: 50 }),
      listPurposes(orm),
      listProviders(orm),
      currentOrganisation(),
      catalogue(orm, await getLocale()),
      readSection(firstSignIns(range)),
      readSection(countedSeries(buckets)),
      readSection(activityOfAll(range)),
      failingProviders(orm),
      waitingPeople(orm, maxWaiting),
    ]);
  const labelOf = (key: string) => attributes.get(key)?.label ?? key;
  const names = new Map([...purposes, ...providers].map(({ id, name }) => [id, name]));
  const { first, last } = signInFacts(failing, waiting);
  return {
    since: range.since,
    until: new Date(range.before.getTime() - 1),
    accounts: users.active + users.suspended,
    signIns,
    trends: series.ok ? { ok: true, value: trendsOf(series.value, buckets, { purposes, labelOf }) } : series,
    applications,
    attention: [
      ...first,
      ...attention(controller, purposes, providers, labelOf, (version) =>
        purposeLanguages(version, { original: controller.defaultLanguage, offered: controller.languages })
          .filter(({ kind }) => kind === "missing")
          .map(({ name }) => name),
      ),
      ...last,
    ],
    latest: latestOf(events, names, new Set(purposes.map(({ id }) => id))),
  };
}

async function firstSignIns(range: Bucket): Promise<FirstSignInCounts> {
  const { orm } = database();
  const [screens, accepted, refused] = await Promise.all([
    screensShown(orm, range),
    countEvents(orm, { ...range, type: "provisioned", asked: true }),
    countEvents(orm, { ...range, type: "refused", asked: true }),
  ]);
  const { shown, countedSince } = screens;
  const complete = countedSince !== null && countedSince <= utcDay(range.since);
  return {
    ...funnelOf({
      shown: complete ? shown : null,
      accepted: accepted.provisioned ?? 0,
      declined: refused.refused ?? 0,
    }),
    countedSince,
  };
}

/** Counts the days that have ended since the job last ran, one week at most. */
async function countedSeries(buckets: readonly Bucket[]) {
  await countDecisionDays(database(), 1);
  return decisionSeries(database().orm, buckets);
}

async function readSection<Value>(reading: Promise<Value>): Promise<SectionResult<Value>> {
  try {
    return { ok: true, value: await reading };
  } catch (error) {
    const reference = newReference();
    log("error", "overview-failed", { reference, ...describeError(error) });
    return { ok: false, reference };
  }
}
