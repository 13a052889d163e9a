import { getFormatter, getTranslations } from "next-intl/server";
import { flow } from "./flow";

interface FirstSignInsProps {
  readonly range: string;
  readonly accepted: number;
  /** In full tens; "few": below the number from which refusals are shown. */
  readonly declined: number | "few";
  readonly accounts: number;
}

/** How many created an account and how many declined: drawn when no number has to be hidden, and in words always. */
export async function FirstSignIns({ range, accepted, declined, accounts }: FirstSignInsProps) {
  const [t, format] = await Promise.all([getTranslations("admin.overview"), getFormatter()]);
  return (
    <section className="panel" aria-labelledby="first-sign-ins">
      <div className="panel-head">
        <h2 id="first-sign-ins">{t("firstSignIns")}</h2>
        <span className="muted">{range}</span>
      </div>
      <div className="panel-body">
        <dl className="figures">
          <div className="figure-yes">
            <dt>{t("accepted", { count: accepted })}</dt>
            <dd>{format.number(accepted)}</dd>
          </div>
          <div className="figure-no">
            <dt>{t("declined")}</dt>
            <dd>
              {declined === "few" ? <abbr title={t("few")}>{t("fewShort")}</abbr> : t("tens", { count: declined })}
            </dd>
          </div>
        </dl>
        {declined === "few" ? (
          <p className="muted">{accepted === 0 ? t("none") : t("tooFew")}</p>
        ) : (
          <Flow accepted={accepted} declined={declined} />
        )}
      </div>
      <div className="panel-foot">
        <span>{t("footNote")}</span>
        <span>{t("accounts", { count: accounts })}</span>
      </div>
    </section>
  );
}

async function Flow({ accepted, declined }: { readonly accepted: number; readonly declined: number }) {
  const t = await getTranslations("admin.overview");
  const decided = accepted + declined;
  const { yes, no } = flow(accepted, declined);
  return (
    <svg className="flow" viewBox="0 0 620 200" role="img" aria-labelledby="flow-title flow-text">
      <title id="flow-title">{t("flowTitle")}</title>
      <desc id="flow-text">{t("flowText", { accepted, declined })}</desc>
      <path className="flow-band flow-yes" d={yes.band} />
      <path className="flow-band flow-no" d={no.band} />
      <rect className="flow-node" x="0" y={yes.from} width="10" height={yes.height + no.height} />
      <rect className="flow-yes" x="400" y={yes.to} width="10" height={yes.height} />
      <rect className="flow-no" x="400" y={no.to} width="10" height={no.height} />
      <text className="flow-label" x="424" y={yes.to + yes.height / 2 + 5}>
        {t("accepted", { count: accepted })}, {t("acceptedShare", { share: accepted / decided })}
      </text>
      <text className="flow-label" x="424" y={no.to + no.height / 2 + 5}>
        {t("declined")}, {t("acceptedShare", { share: declined / decided })}
      </text>
    </svg>
  );
}
