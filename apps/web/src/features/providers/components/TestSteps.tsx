import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";

interface TestStepsProps {
  readonly steps: readonly { readonly name: string; readonly ok: boolean; readonly ms: number | null }[];
}

/** Each step of the protocol with its result and how long it took. */
export async function TestSteps({ steps }: TestStepsProps) {
  const t = await getTranslations("provider-test.step");
  const claimsCame = steps.every(({ ok }) => ok);
  return (
    <section className="panel" aria-labelledby="steps">
      <div className="panel-head">
        <h2 id="steps">{t("title")}</h2>
        <span className="muted num">
          {t("ms", { ms: Math.round(steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0)) })}
        </span>
      </div>
      <div className="panel-body">
        <ol className="steps">
          {steps.map(({ name, ok, ms }) => (
            <li key={name} className={ok ? undefined : "bad"}>
              <span className="dot">
                <Icon name={ok ? "check" : "close"} />
              </span>
              <b>{t(`${name}.${ok ? "ok" : "bad"}`)}</b>
              <span className="took">
                {ms === null ? (name === "answer" ? t("byYou") : null) : t("ms", { ms: Math.round(ms) })}
              </span>
              <p>{t(`${name}.text`)}</p>
            </li>
          ))}
          <li className="end">
            <span className="dot">
              <Icon name="minus" />
            </span>
            <b>{t("stored.ok")}</b>
            <p>{t(claimsCame ? "stored.names" : "stored.nothing")}</p>
          </li>
        </ol>
      </div>
    </section>
  );
}
