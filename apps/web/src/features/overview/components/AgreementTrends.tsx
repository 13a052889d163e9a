import type { Agreement, Bucket } from "@assent/consent/counts/shown-counts";
import Link from "next/link";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { RoundedCount } from "./FirstSignIns";
import { percentRange } from "./percent-range";
import { shareLine } from "./share-line";
import { Panel } from "@/ui/Panel";

interface Trend {
  readonly name: string;
  readonly total: Agreement;
  readonly buckets: readonly (Bucket & Agreement)[];
}

interface PurposeTrend extends Trend {
  readonly id: string;
  readonly details: readonly (Trend & { readonly attribute: string })[];
}

/** How many agreed to each purpose and to each detail of it, over time, as charts and as tables. */
export async function AgreementTrends({
  trends,
  range,
}: {
  readonly trends: readonly PurposeTrend[];
  readonly range: string;
}) {
  const t = await getTranslations("admin.overview.trends");
  return (
    <Panel id="agreement" title={t("title")} note={range}>
      {trends.length === 0 ? (
        <p className="panel-body text-muted">{t("none")}</p>
      ) : (
        trends.map((trend) => <PurposeAgreement key={trend.id} trend={trend} />)
      )}
      <div className="panel-foot">
        <span>{t("note")}</span>
      </div>
    </Panel>
  );
}

async function PurposeAgreement({ trend }: { readonly trend: PurposeTrend }) {
  const t = await getTranslations("admin.overview.trends");
  return (
    <div className="border-t border-border px-5 py-4">
      <h3 className="font-medium">
        <Link href={`/admin/purposes/${trend.id}`} prefetch={false}>
          {trend.name}
        </Link>
      </h3>
      <Summary total={trend.total} />
      <Chart trend={trend} title={t("chart", { name: trend.name })} />
      <details className="mt-2 [&>.scroll]:max-h-96 [&>.scroll]:overflow-auto">
        <summary className="w-fit text-accent">
          {t("more")}
          <span className="sr-only">: {trend.name}</span>
        </summary>
        <div className="my-3 grid gap-6">
          {trend.details.map((detail) => (
            <div key={detail.attribute}>
              <h4 className="text-14 font-medium">{detail.name}</h4>
              <Summary total={detail.total} />
              <Chart trend={detail} title={t("chartOf", { name: trend.name, label: detail.name })} />
            </div>
          ))}
        </div>
        <Table trend={trend} />
      </details>
    </div>
  );
}

async function Summary({ total }: { readonly total: Agreement }) {
  const [t, format] = await Promise.all([getTranslations("admin.overview.trends"), getFormatter()]);
  if (total.asked === "few") return <p className="text-muted">{t("fewAsked")}</p>;
  if (total.agreed === "few") return <p className="text-muted">{t("fewAgreed", { asked: total.asked })}</p>;
  return (
    <p className="text-muted">
      {t("summary", { share: percentRange(total.share, format), agreed: total.agreed, asked: total.asked })}
    </p>
  );
}

const box = { width: 620, height: 140, below: 24, beside: 44 };

/** A line with a dot for each day or week, and a gap where a number is hidden. Its table is beside it. */
async function Chart({ trend, title }: { readonly trend: Trend; readonly title: string }) {
  const [format, locale, t] = await Promise.all([
    getFormatter(),
    getLocale(),
    getTranslations("admin.overview.trends"),
  ]);
  const points = trend.buckets.map(({ since, share }) => ({ at: since, share }));
  if (points.every(({ share }) => share === null)) return <p className="mt-2 text-muted">{t("tooFew")}</p>;
  const { line, area, dots, ticks, levels } = shareLine(points, box);
  const { shortDay } = datesOf(locale);
  return (
    <svg className="trend-chart" viewBox={`0 0 ${box.width} ${box.height}`} role="img" aria-label={title}>
      {levels.map(({ y, share }) => (
        <g key={share}>
          <path className="trend-level" d={`M${box.beside} ${y}H${box.width}`} />
          <text x={box.beside - 8} y={y + 4} textAnchor="end">
            {format.number(share, { style: "percent" })}
          </text>
        </g>
      ))}
      <path className="trend-area" d={area} />
      <path className="trend-line" d={line} />
      {dots.map(({ x, y }) => (
        <circle key={x} className="trend-dot" cx={x} cy={y} r="3" />
      ))}
      {ticks.map(({ x, at }) => (
        <text key={x} x={x} y={box.height - 4} textAnchor="middle">
          {shortDay(at)}
        </text>
      ))}
    </svg>
  );
}

async function Table({ trend }: { readonly trend: PurposeTrend }) {
  const [t, format, locale] = await Promise.all([
    getTranslations("admin.overview.trends"),
    getFormatter(),
    getLocale(),
  ]);
  const { shortDay } = datesOf(locale);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls: the keyboard must reach it (WCAG 2.1.1).
    <div className="scroll" role="region" aria-label={t("table", { name: trend.name })} tabIndex={0}>
      <table className="table">
        <caption className="sr-only">{t("table", { name: trend.name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t("from")}</th>
            <th scope="col" className="r">
              {t("asked")}
            </th>
            <th scope="col" className="r">
              {t("agreed")}
            </th>
            <th scope="col" className="r">
              {t("refused")}
            </th>
            <th scope="col" className="r">
              {t("share")}
            </th>
            {trend.details.map(({ attribute, name }) => (
              <th key={attribute} scope="col" className="r">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {trend.buckets.map(({ since, asked, agreed, refused, share }, index) => (
            <tr key={since.getTime()}>
              <th scope="row">{shortDay(since)}</th>
              <td className="r">
                <RoundedCount count={asked} />
              </td>
              <td className="r">
                <RoundedCount count={agreed} />
              </td>
              <td className="r">
                <RoundedCount count={refused} />
              </td>
              <td className="r">{percentRange(share, format)}</td>
              {trend.details.map(({ attribute, buckets }) => (
                <td key={attribute} className="r">
                  {percentRange(buckets[index]?.share ?? null, format)}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
