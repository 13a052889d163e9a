import "server-only";
import { findById } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import { addProviderKey, removeProviderKey, useProviderKey } from "@assent/database/providers/provider-keys";
import { clientKeyAlgorithm } from "@assent/federation/client-key";
import { discover } from "@assent/federation/discovery";
import { FederationError } from "@assent/federation/federation-error";
import { env } from "@/platform/env";
import { newProviderKey } from "@/sign-in/protocol/client-secret";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import type { ActingUser } from "@/platform/access";
import { database } from "@/platform/database";
import type { ConnectionInput } from "../schema";
import { ExpectedError, requireOk } from "@/platform/result";

/** What a connection by key begins with; nothing where it is by key already. Errors: codes of FederationError. */
export async function firstKeyOf(
  { issuer, tokenAuthMethod }: Pick<ConnectionInput, "issuer" | "tokenAuthMethod">,
  known?: Pick<IdentityProvider, "tokenAuthMethod">,
) {
  if (tokenAuthMethod !== "private_key_jwt" || known?.tokenAuthMethod === tokenAuthMethod) {
    return { ok: true, input: {} } as const;
  }
  const made = await newKeyFor(issuer);
  return made.ok ? ({ ok: true, input: { firstKey: made.key } } as const) : made;
}

/** A key of the kind that the provider takes. */
async function newKeyFor(issuer: string) {
  try {
    const algorithm = clientKeyAlgorithm(await discover(issuer, providerFetch()));
    return { ok: true, key: await newProviderKey(algorithm, env().secret) } as const;
  } catch (error) {
    if (error instanceof FederationError) return { ok: false, code: error.code } as const;
    throw error;
  }
}

// Called by guarded actions only: `by` has been found to be an administrator, or whoever sets up.

/** Errors: "not-found", "too-many-keys", "no-new-key" when the provider's metadata does not say what it takes. */
export async function addKey(by: ActingUser, providerId: string): Promise<void> {
  const provider = await findById(database().orm, providerId);
  if (!provider) throw new ExpectedError("not-found");
  const made = await newKeyFor(provider.issuer);
  if (!made.ok) throw new ExpectedError("no-new-key");
  requireOk(await addProviderKey(database().orm, providerId, made.key, by.id));
}

/** Errors: "not-found". */
export async function useKey(by: ActingUser, providerId: string, keyId: string): Promise<void> {
  requireOk(await useProviderKey(database().orm, providerId, keyId, by.id));
}

/** Errors: "not-found", "key-in-use". */
export async function removeKey(by: ActingUser, providerId: string, keyId: string): Promise<void> {
  requireOk(await removeProviderKey(database().orm, providerId, keyId, by.id));
}
