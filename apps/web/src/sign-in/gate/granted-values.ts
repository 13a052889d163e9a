import type { Values } from "@assent/consent/claims/claim-mapping";
import type { ConsentState } from "@assent/consent/evaluate/consent-state";

/** Attributes that somebody agrees to today: nothing else that a provider sends goes any further. */
export const grantedKeys = ({ grants }: Pick<ConsentState, "grants">): string[] =>
  grants.map(({ attribute }) => attribute);

/** The values of these attributes, and no other. */
export function pickValues(values: Values, keys: readonly string[]): Values {
  const wanted = new Set(keys);
  return Object.fromEntries(Object.entries(values).filter(([key]) => wanted.has(key)));
}
