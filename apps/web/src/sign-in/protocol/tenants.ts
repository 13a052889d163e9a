import type { AccountCondition } from "@assent/consent/evaluate/account-conditions";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { isTenantTemplate } from "@assent/federation/tenant-issuer";

/** Ids of the tenants that a provider of many tenants lets in; an empty list lets in all of them. */
export const allowedTenants = ({ tenants }: Pick<IdentityProvider, "tenants">): string[] =>
  tenants.split(" ").filter((one) => one !== "");

/**
 * The conditions for a new account. Where many tenants come through one provider, the administrator of a tenant can
 * write any e-mail address into it, so a condition on the domain also needs the provider to vouch for the address.
 * https://learn.microsoft.com/en-us/entra/identity-platform/migrate-off-email-claim-authorization
 */
export function conditionsWithTenants({
  issuer,
  conditions,
}: Pick<IdentityProvider, "issuer" | "conditions">): readonly AccountCondition[] {
  const needsProof = isTenantTemplate(issuer) && conditions.some(({ kind }) => kind === "email-domain");
  const asked = conditions.some(({ kind }) => kind === "email-verified");
  return needsProof && !asked ? [{ kind: "email-verified" }, ...conditions] : conditions;
}
