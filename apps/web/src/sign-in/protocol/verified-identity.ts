import "server-only";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { FederationError } from "@assent/federation/federation-error";
import { type Identity, readIdentity } from "@assent/federation/identity";
import type { Account } from "next-auth";
import { providerFetch } from "./provider-config";
import { allowedTenants } from "./tenants";

/**
 * Who came and what their provider says of them, from what Auth.js got. Null: they come from a tenant that the provider
 * may not let in. Errors: FederationError when it does not verify.
 */
export async function verifiedIdentity(provider: IdentityProvider, account: Account): Promise<Identity | null> {
  const identity = await readIdentity({
    issuer: provider.issuer,
    clientId: provider.clientId,
    idToken: account.id_token ?? "",
    accessToken: account.access_token ?? "",
    tenants: allowedTenants(provider),
    fetch: providerFetch(),
  }).catch((error: unknown) => {
    if (error instanceof FederationError && error.code === "tenant-not-allowed") return null;
    throw error;
  });
  // Auth.js will look the session's user up by this id, so it must be the one that was verified.
  if (identity && identity.subject !== account.providerAccountId)
    throw new Error("The verified subject is another one");
  return identity;
}
