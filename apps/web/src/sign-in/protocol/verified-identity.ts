import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { FederationError } from "@assent/federation/federation-error";
import { type Identity, readIdentity } from "@assent/federation/identity";
import type { Account } from "next-auth";
import { env } from "@/platform/env";
import { providerFetch } from "./provider-config";
import { idTokenOf } from "./token-answer";
import { allowedTenants } from "./tenants";

/** Of a person from a tenant that is not allowed only who they are is read, for the rights that they keep. */
export type VerifiedIdentity =
  | ({ readonly tenantAllowed: true } & Identity)
  | ({ readonly tenantAllowed: false } & Pick<Identity, "subject" | "authentication">);

/**
 * Verifies what Auth.js received, and returns the subject and the claims. Errors: FederationError if it does not verify.
 */
export async function verifiedIdentity(provider: IdentityProvider, account: Account): Promise<VerifiedIdentity> {
  const received = {
    issuer: provider.issuer,
    clientId: provider.clientId,
    idToken: idTokenOf(account),
    accessToken: account.access_token ?? "",
    algorithm: provider.tokenAlgorithm,
    fetch: providerFetch(),
  };
  const read = await readIdentity({ ...received, tenants: allowedTenants(provider) }).catch((error: unknown) => {
    if (error instanceof FederationError && error.code === "tenant-not-allowed") return null;
    throw error;
  });
  const identity = read ?? (await readIdentity({ ...received, onlyWho: true }));
  // Auth.js looks the user of the session up by this id, so it must be the verified one.
  if (identity.subject !== account.providerAccountId) throw new Error("The verified subject is another one");
  const authentication = countedAuthentication(identity, provider);
  return read
    ? { tenantAllowed: true, ...read, authentication }
    : { tenantAllowed: false, subject: identity.subject, authentication };
}

/**
 * When the person proved who they are. Some providers never say it; if the operator lets their sign-ins count, it is
 * now.
 */
function countedAuthentication({ authentication }: Identity, { slug }: IdentityProvider): Identity["authentication"] {
  const counts = authentication.at === null && env().providersWithoutAuthTime.includes(slug);
  return counts ? { ...authentication, at: new Date() } : authentication;
}
