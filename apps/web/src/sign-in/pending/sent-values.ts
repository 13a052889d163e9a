import type { Values } from "@assent/consent/claims/claim-mapping";
import type { SigningIn, ConsentState } from "@assent/consent/evaluate/consent-state";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";

/** How a sign-in through a provider changes what is stored. `unusable`: see SigningIn. */
export const signingInOf = (
  { id, syncPolicy, responseMode, mappings }: IdentityProvider,
  unusable: readonly string[] = [],
): SigningIn => ({
  providerId: id,
  syncPolicy,
  exceptions: new Map(
    mappings.flatMap(({ attribute, path, sync }) => {
      // Apple posts `user` once (posted-answer.ts), so that it is missing later does not mean that it is gone.
      const isPostedOnce = responseMode === "form_post" && path[0] === "user";
      const policy = isPostedOnce ? "first-sign-in" : sync;
      return policy ? [[attribute, policy] as const] : [];
    }),
  ),
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
