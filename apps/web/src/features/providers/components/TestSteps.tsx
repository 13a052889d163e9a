import { getTranslations } from "next-intl/server";
import { Icon } from "@/ui/Icon";
import { Panel } from "@/ui/Panel";

interface TestStepsProps {
  readonly steps: readonly { readonly name: string; readonly ok: boolean; readonly ms: number | null }[];
}

/** Each step of the protocol with its result and how long it took. */
export async function TestSteps({ steps }: TestStepsProps) {
  const t = await getTranslations("provider-test.step");
  const claimsCame = steps.every(({ ok }) => ok);
  return (
    <Panel
      id="steps"
      title={t("title")}
      note={t("ms", { ms: Math.round(steps.reduce((sum, { ms }) => sum + (ms ?? 0), 0)) })}
    >
      <div className="panel-body">
        <ol className="grid">
          {steps.map(({ name, ok, ms }) => (
            <Step
              key={name}
              look={ok ? "ok" : "bad"}
              title={t(`${name}.${ok ? "ok" : "bad"}`)}
              took={ms === null ? (name === "answer" ? t("byYou") : null) : t("ms", { ms: Math.round(ms) })}
              text={t(`${name}.text`)}
            />
          ))}
          <Step look="end" title={t("stored.ok")} text={t(claimsCame ? "stored.names" : "stored.nothing")} />
        </ol>
      </div>
    </Panel>
  );
}

const looks = {
  ok: { icon: "check", dot: "bg-success-soft text-success" },
  bad: { icon: "close", dot: "bg-danger-soft text-danger" },
  end: { icon: "minus", dot: "border-[1.5px] border-control text-muted" },
} as const;

interface StepProps {
  readonly look: keyof typeof looks;
  readonly title: string;
  readonly took?: string | null;
  readonly text: string;
}

/** A line leads from each step to the next. */
function Step({ look, title, took, text }: StepProps) {
  const { icon, dot } = looks[look];
  return (
    <li className="relative grid grid-cols-[1.25rem_minmax(0,1fr)_auto] gap-x-3 not-last:pb-3 not-last:after:absolute not-last:after:start-[calc(0.625rem-0.5px)] not-last:after:top-5.5 not-last:after:bottom-0.5 not-last:after:border-s not-last:after:border-control">
      <span className={`row-span-2 grid size-5 place-items-center rounded-full ${dot}`}>
        <Icon name={icon} className="size-3.5 stroke-2" />
      </span>
      <b className="font-medium">{title}</b>
      <span className="text-12/5 text-muted tabular-nums">{took}</span>
      <p className="col-span-2 col-start-2 text-12/4.5 text-muted">{text}</p>
    </li>
  );
}
