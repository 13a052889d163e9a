/** The steps from an empty installation to the first question that is asked, in their order. */
export const setupSteps = ["organisation", "provider", "test", "sign-in", "purpose"] as const;
export type SetupStep = (typeof setupSteps)[number];

/** What is stored says how far the set-up is: nothing else remembers it, so that reload, Back and another tab agree. */
export interface SetupFacts {
  /** Somebody has said who is responsible. */
  readonly organisation: boolean;
  /** In the order of the sign-in page. */
  readonly providers: readonly { readonly id: string; readonly name: string; readonly enabled: boolean }[];
  readonly administrator: boolean;
}

/** The first step that is not done. */
export function openStep({ organisation, providers, administrator }: SetupFacts): SetupStep {
  if (administrator) return "purpose";
  if (!organisation) return "organisation";
  if (providers.length === 0) return "provider";
  return providers.some(({ enabled }) => enabled) ? "sign-in" : "test";
}

/** Whether a step can be gone to: those that are done, to look again, and the first that is not. */
export function canOpenStep(step: SetupStep, facts: SetupFacts): boolean {
  // Once there is an administrator the link is dead, and what was set up is changed in the administration.
  if (facts.administrator || step === "purpose") return facts.administrator && step === "purpose";
  return setupSteps.indexOf(step) <= setupSteps.indexOf(openStep(facts));
}

/** The address of a step. A provider that people can come through is tested first of all. */
export function pathOfStep(step: SetupStep, { providers }: SetupFacts): string {
  const [provider] = [...providers].sort((one, other) => Number(other.enabled) - Number(one.enabled));
  if (step === "test" && provider) return `/setup/provider/${provider.id}/test`;
  return step === "test" ? "/setup/provider" : `/setup/${step}`;
}
