/** The steps from an empty installation to the first purpose, in order. */
export const setupSteps = ["organisation", "provider", "test", "sign-in", "purpose"] as const;
export type SetupStep = (typeof setupSteps)[number];

/**
 * The progress is derived from what is stored, so that it is the same after a reload, after Back and in another tab.
 */
export interface SetupFacts {
  /** Whether the organisation may ask: it has a name, and people can reach it. */
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

/** Whether a step can be opened: the ones that are done, and the first one that is not. */
export function canOpenStep(step: SetupStep, facts: SetupFacts): boolean {
  // Once there is an administrator the link is invalid, and changes are made in the administration.
  if (facts.administrator || step === "purpose") return facts.administrator && step === "purpose";
  return setupSteps.indexOf(step) <= setupSteps.indexOf(openStep(facts));
}

/** The path of a step. The test step tests an enabled provider first. */
export function pathOfStep(step: SetupStep, { providers }: SetupFacts): string {
  const [provider] = [...providers].sort((one, other) => Number(other.enabled) - Number(one.enabled));
  if (step === "test" && provider) return `/setup/provider/${provider.id}/test`;
  return step === "test" ? "/setup/provider" : `/setup/${step}`;
}
