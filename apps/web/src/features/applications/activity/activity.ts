import { type RoundedCountValue, roundCount } from "@assent/consent/counts/shown-counts";
import type { OutcomeCount } from "@assent/database/applications/application-days";
import { type ApplicationOutcome, applicationOutcomes } from "@assent/database/schema/application-day";

/** How requests of one application ended, rounded like every number about people. */
export type ShownOutcomes = Readonly<Record<ApplicationOutcome, RoundedCountValue>>;

/** The outcomes of one application. A missing count is shown like a small one. */
export function outcomesOf(counts: readonly OutcomeCount[], applicationId: string): ShownOutcomes {
  const own = counts.filter((count) => count.applicationId === applicationId);
  const countOf = (outcome: ApplicationOutcome) => own.find((count) => count.outcome === outcome)?.count ?? 0;
  return Object.fromEntries(
    applicationOutcomes.map((outcome) => [outcome, roundCount(countOf(outcome))]),
  ) as ShownOutcomes;
}

/** Sign-ins, refusals, and all mistakes together. */
export interface OutcomeTotals {
  readonly signedIn: RoundedCountValue;
  readonly refused: RoundedCountValue;
  readonly errors: RoundedCountValue;
}

export function totalsOf(counts: readonly OutcomeCount[], applicationId: string): OutcomeTotals {
  const own = counts.filter((count) => count.applicationId === applicationId);
  const sumOf = (belongs: (outcome: ApplicationOutcome) => boolean) =>
    roundCount(own.reduce((sum, { outcome, count }) => (belongs(outcome) ? sum + count : sum), 0));
  return {
    signedIn: sumOf((outcome) => outcome === "signed-in"),
    refused: sumOf((outcome) => outcome === "refused"),
    errors: sumOf((outcome) => outcome !== "signed-in" && outcome !== "refused"),
  };
}
