import { type Funnel, middleOf, type RoundedCountValue } from "@assent/consent/counts/shown-counts";
import { getFormatter, getLocale, getTranslations } from "next-intl/server";
import { datesOf } from "@/platform/i18n/dates";
import { splitBands } from "./flow";
import { percentRange } from "./percent-range";
import { Panel } from "@/ui/Panel";

interface FirstSignInsProps {
  readonly range: string;
  readonly funnel: Funnel & { readonly countedSince: string | null };
  readonly accounts: number;
}

const parts = ["accepted", "declined", "left"] as const;

/**
 * What followed the consent screen: an account, a refusal, or nothing. Always a table, and a chart if there is enough
 * data.
 */
export async function FirstSignIns({ range, funnel, accounts }: FirstSignInsProps) {
  const [t, format] = await Promise.all([getTranslations("admin.overview"), getFormatter()]);
  return (
    <Panel id="first-sign-ins" title={t("firstSignIns")} note={range}>
      <div className="panel-body">
        {funnel.shown === "few" ? <p className="text-muted">{t("tooFew")}</p> : <Flow funnel={funnel} />}
      </div>
      <table className="table">
        <caption className="sr-only">{t("flowTitle")}</caption>
        <thead>
          <tr>
            <th scope="col">{t("funnel.what")}</th>
            <th scope="col" className="r">
              {t("funnel.people")}
            </th>
            <th scope="col" className="r">
              {t("funnel.share")}
            </th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <th scope="row">{t("funnel.shown")}</th>
            <td className="r">
              <RoundedCount count={funnel.shown} />
            </td>
            <td />
          </tr>
          {parts.map((part) => (
            <tr key={part}>
              <th scope="row">{t(`funnel.${part}`)}</th>
              <td className="r">
                {part === "left" && funnel.left === null ? (
                  <CountedSince day={funnel.countedSince} />
                ) : (
                  <RoundedCount count={funnel[part] ?? "few"} />
                )}
              </td>
              <td className="r">{percentRange(funnel.shares[part], format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="panel-foot">
        <span>{t("footNote")}</span>
        <span>{t("accounts", { count: accounts })}</span>
      </div>
    </Panel>
  );
}

/** A number of people, rounded for privacy. */
export async function RoundedCount({ count }: { readonly count: RoundedCountValue }) {
  const t = await getTranslations("admin.overview");
  return count === "few" ? <abbr title={t("few")}>{t("fewShort")}</abbr> : t("tens", { count });
}

async function CountedSince({ day }: { readonly day: string | null }) {
  const [t, locale] = await Promise.all([getTranslations("admin.overview.funnel"), getLocale()]);
  return day === null ? t("notCounted") : t("countedSince", { day: datesOf(locale).shortDay(new Date(day)) });
}

async function Flow({ funnel }: { readonly funnel: Funnel }) {
  const [t, format] = await Promise.all([getTranslations("admin.overview"), getFormatter()]);
  const bands = splitBands(parts.map((part) => middleOf(funnel.shares[part]) ?? 0));
  const height = bands.reduce((sum, band) => sum + band.height, 0);
  return (
    <svg className="flow" viewBox="0 0 620 240" role="img" aria-labelledby="flow-title">
      <title id="flow-title">{t("flowTitle")}</title>
      <defs>
        <pattern id="hatch" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path className="hatch-line" d="M0 0v6" />
        </pattern>
      </defs>
      <rect className="flow-node" x="0" y={bands[0]?.from} width="10" height={height} />
      {parts.map((part, index) => {
        const { band, to, height: own } = bands[index] ?? { band: "", to: 0, height: 0 };
        const share = funnel.shares[part];
        if (share === null) return null;
        return (
          <g key={part}>
            <path className={`flow-band flow-${names[part]}`} d={band} />
            <rect className={`flow-${names[part]}`} x="400" y={to} width="10" height={own} />
            <text className="flow-label" x="424" y={to + own / 2 + 5}>
              {t(`funnel.${part}`)}, {percentRange(share, format)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}

const names = { accepted: "yes", declined: "no", left: "left" } as const;
