import { type AccountCondition, unmetCondition } from "@assent/consent/evaluate/account-conditions";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { isTenantTemplate } from "@assent/federation/tenant-issuer";

/** Ids of the tenants that a provider of many tenants lets in; an empty list lets in all of them. */
export const allowedTenants = ({ tenants }: Pick<IdentityProvider, "tenants">): string[] =>
  tenants.split(" ").filter((one) => one !== "");

type Conditions = Pick<IdentityProvider, "issuer" | "conditions">;

/**
 * The first condition for a new account that these claims do not meet, or null. If many tenants use one
 * provider, the administrator of a tenant can write any email address into it, so a condition on the domain also needs
 * the provider to vouch for the address. `today`: yyyy-mm-dd, in UTC.
 * https://learn.microsoft.com/en-us/entra/identity-platform/migrate-off-email-claim-authorization
 */
export const unmetAtProvider = (provider: Conditions, claims: object, today: string): AccountCondition | null =>
  unmetCondition(withEntraWord(provider, claims), conditionsWithTenants(provider), today);

function conditionsWithTenants({ issuer, conditions }: Conditions): readonly AccountCondition[] {
  const needsProof = isTenantTemplate(issuer) && conditions.some(({ kind }) => kind === "email-domain");
  const asked = conditions.some(({ kind }) => kind === "email-verified");
  return needsProof && !asked ? [{ kind: "email-verified" }, ...conditions] : conditions;
}

/**
 * Entra sends no `email_verified`. Its optional claim `xms_edov` says that the tenant has proved to own the domain of
 * the address, as a boolean or as 1.
 * https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 */
function withEntraWord({ issuer }: Conditions, claims: object): object {
  const { email_verified: said, xms_edov: owned }: { email_verified?: unknown; xms_edov?: unknown } = claims;
  const isOwned = [true, 1, "1", "true"].some((yes) => owned === yes);
  return isTenantTemplate(issuer) && isOwned && (said ?? null) === null ? { ...claims, email_verified: true } : claims;
}
