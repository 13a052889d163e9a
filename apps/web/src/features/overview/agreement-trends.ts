import { type Agreement, agreementOf, type Bucket, type DecisionCounts } from "@assent/consent/counts/shown-counts";
import type { DecisionSeries } from "@assent/database/audit/decision-days";

/** How many people agreed, over the whole period and in each bucket of it. */
export interface Trend {
  readonly name: string;
  readonly total: Agreement;
  readonly buckets: readonly (Bucket & Agreement)[];
}

export interface PurposeTrend extends Trend {
  readonly id: string;
  /** Each attribute that people were asked for. */
  readonly details: readonly (Trend & { readonly attribute: string })[];
}

interface Words {
  readonly purposes: readonly { readonly id: string; readonly name: string }[];
  readonly labelOf: (attribute: string) => string;
}

/**
 * One trend for each purpose that people were asked, in the order of the purposes. No number below ten is shown.
 */
export function trendsOf(
  series: readonly DecisionSeries[],
  buckets: readonly Bucket[],
  { purposes, labelOf }: Words,
): PurposeTrend[] {
  return purposes.flatMap(({ id, name }) => {
    const own = series.filter(({ purposeId }) => purposeId === id);
    const whole = own.find(({ attribute }) => attribute === null);
    if (!whole) return [];
    const details = own.flatMap(({ attribute, buckets: decided }) =>
      attribute === null ? [] : [{ attribute, ...trendOf(labelOf(attribute), decided, buckets) }],
    );
    details.sort((a, b) => a.name.localeCompare(b.name));
    return [{ id, ...trendOf(name, whole.buckets, buckets), details }];
  });
}

function trendOf(name: string, decided: readonly DecisionCounts[], buckets: readonly Bucket[]): Trend {
  const sum = (of: keyof DecisionCounts) => decided.reduce((total, one) => total + one[of], 0);
  return {
    name,
    total: agreementOf({ agreed: sum("agreed"), refused: sum("refused") }),
    buckets: buckets.map((bucket, index) => ({
      ...bucket,
      ...agreementOf(decided[index] ?? { agreed: 0, refused: 0 }),
    })),
  };
}
