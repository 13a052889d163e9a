import { periods } from "@assent/consent/counts/shown-counts";
import { getLocale, getTranslations } from "next-intl/server";
import { AgreementTrends } from "@/features/overview/components/AgreementTrends";
import { ApplicationSignIns } from "@/features/overview/components/ApplicationSignIns";
import { FirstSignIns } from "@/features/overview/components/FirstSignIns";
import { LatestEvents } from "@/features/overview/components/LatestEvents";
import { NeedsAttention } from "@/features/overview/components/NeedsAttention";
import { PageHead } from "@/ui/PageHead";
import { RetentionRuns } from "@/features/overview/components/RetentionRuns";
import { SectionUnavailable } from "@/features/overview/components/SectionUnavailable";
import { Icon } from "@/ui/Icon";
import { datesOf } from "@/platform/i18n/dates";
import { requireAdministrator } from "@/platform/access";
import { currentOrganisation } from "@/platform/organisation";
import { overview } from "@/features/overview/queries";
import { pageTitle } from "@/platform/page";
import { retentionRuns } from "@/platform/retention";
import { AdminFlash } from "./AdminFlash";
import { firstValue, type SearchParams } from "@/platform/request-input";

export const generateMetadata = async () => pageTitle((await getTranslations("admin.overview"))("title"));

/** What people decided, what needs attention, and what happened last. */
export default async function Overview({ searchParams }: { searchParams: SearchParams }) {
  await requireAdministrator();
  const asked = Number(firstValue((await searchParams)["days"]));
  const period = periods.find((days) => days === asked) ?? 30;
  const [data, runs, { displayName }, t, locale] = await Promise.all([
    overview(period),
    retentionRuns(),
    currentOrganisation(),
    getTranslations("admin.overview"),
    getLocale(),
  ]);
  const { day } = datesOf(locale);
  const range = t("range", { since: day(data.since), until: day(data.until) });
  return (
    <>
      <AdminFlash />
      <PageHead
        title={t("title")}
        lead={t("lead", { organisation: displayName })}
        acts={
          <form className="flex flex-wrap items-center gap-2" action="/admin">
            <label className="sr-only" htmlFor="days">
              {t("period")}
            </label>
            <span className="pick">
              <select id="days" name="days" defaultValue={period} key={period}>
                {periods.map((days) => (
                  <option key={days} value={days}>
                    {t(`periods.${days}`)}
                  </option>
                ))}
              </select>
              <Icon name="open" />
            </span>
            <button className="button" type="submit">
              {t("show")}
            </button>
          </form>
        }
      />
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-6 *:min-w-0 @wide/work:grid-cols-[minmax(0,13fr)_minmax(0,7fr)]">
        <div>
          {data.signIns.ok ? (
            <FirstSignIns range={range} funnel={data.signIns.value} accounts={data.accounts} />
          ) : (
            <SectionUnavailable title={t("firstSignIns")} reference={data.signIns.reference} />
          )}
          {data.trends.ok ? (
            <AgreementTrends range={range} trends={data.trends.value} />
          ) : (
            <SectionUnavailable title={t("trends.title")} reference={data.trends.reference} />
          )}
          {data.applications.ok ? (
            <ApplicationSignIns range={range} applications={data.applications.value} />
          ) : (
            <SectionUnavailable title={t("applications.title")} reference={data.applications.reference} />
          )}
        </div>
        <div>
          <NeedsAttention found={data.attention} />
          <LatestEvents events={data.latest} now={new Date()} />
          <RetentionRuns runs={runs} />
        </div>
      </div>
    </>
  );
}
