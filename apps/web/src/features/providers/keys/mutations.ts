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

/**
 * The first key of a connection that authenticates by key; none if it already does. Errors: codes of FederationError.
 */
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

/** A new key with an algorithm that the provider accepts. */
async function newKeyFor(issuer: string) {
  try {
    const algorithm = clientKeyAlgorithm(await discover(issuer, providerFetch()));
    return { ok: true, key: await newProviderKey(algorithm, env().secret) } as const;
  } catch (error) {
    if (error instanceof FederationError) return { ok: false, code: error.code } as const;
    throw error;
  }
}

// Guarded actions only call these: `by` is an administrator, or the holder of the set-up link.

/** Errors: "not-found", "too-many-keys", "no-new-key" if the provider's metadata does not name a usable algorithm. */
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
