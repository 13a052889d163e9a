import type { Values } from "@assent/consent/claims/claim-mapping";
import type { SigningIn, ConsentState } from "@assent/consent/evaluate/consent-state";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";

/** How a sign-in through a provider changes what is stored. `unusable`: see SigningIn. */
export const signingInOf = (
  { id, syncPolicy, mappings }: IdentityProvider,
  unusable: readonly string[] = [],
): SigningIn => ({
  providerId: id,
  syncPolicy,
  exceptions: new Map(mappings.flatMap(({ attribute, sync }) => (sync ? [[attribute, sync] as const] : []))),
  unusable: new Set(unusable),
});

/** The attributes that a person agrees to today. A later sign-in may pass on only these values. */
export const grantedKeys = ({ grants }: Pick<ConsentState, "grants">): string[] =>
  grants.map(({ attribute }) => attribute);

/** Only the values of these attributes. */
export function pickValues(values: Values, keys: readonly string[]): Values {
  const wanted = new Set(keys);
  return Object.fromEntries(Object.entries(values).filter(([key]) => wanted.has(key)));
}
