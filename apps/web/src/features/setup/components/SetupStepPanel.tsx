import { getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { SetupFrame } from "./SetupFrame";
import { currentOrganisation } from "@/platform/organisation";
import { canOpenStep, openStep, pathOfStep, type SetupFacts, type SetupStep, setupSteps } from "../steps";

interface SetupStepPanelProps {
  readonly step: SetupStep;
  readonly facts: SetupFacts;
  readonly children: ReactNode;
}

/** One step of the set-up with a list of all steps. Steps that are done can be opened again. */
export async function SetupStepPanel({ step, facts, children }: SetupStepPanelProps) {
  const [t, { displayName }] = await Promise.all([getTranslations("setup"), currentOrganisation()]);
  const open = setupSteps.indexOf(openStep(facts));
  return (
    <SetupFrame
      organisation={displayName}
      label={t("steps")}
      progress={t("progress", { step: setupSteps.indexOf(step) + 1, steps: setupSteps.length })}
      done={t("done")}
      steps={setupSteps.map((name, index) => ({
        name,
        text: t(`step.${name}.name`),
        state: name === step ? "here" : index < open ? "done" : "open",
        href: canOpenStep(name, facts) ? pathOfStep(name, facts) : null,
      }))}
      title={t(`step.${step}.title`)}
      lead={t(`step.${step}.lead`)}
    >
      {children}
    </SetupFrame>
  );
}
