import "server-only";
import { findById, findBySlug } from "@assent/database/providers/identity-providers";
import type { IdentityProvider } from "@assent/database/providers/identity-provider";
import {
  addProviderKey,
  providerKeys,
  removeProviderKey,
  useProviderKey,
} from "@assent/database/providers/provider-keys";
import { clientKeyAlgorithm } from "@assent/federation/client-key";
import { discover } from "@assent/federation/discovery";
import { FederationError } from "@assent/federation/federation-error";
import { env } from "@/platform/env";
import { keySetAddress, newProviderKey } from "@/sign-in/protocol/client-secret";
import { providerFetch } from "@/sign-in/protocol/provider-config";
import { type ActingUser, requireSetupOrAdministrator } from "@/platform/access";
import { ExpectedError } from "@/platform/action";
import { database } from "@/platform/database";
import type { ConnectionInput } from "./schema";

/** The keys of a provider for the administration, the oldest first; where they are published, if there are any. */
export async function managedKeys({ id, slug }: { readonly id: string; readonly slug: string }) {
  await requireSetupOrAdministrator();
  const keys = await providerKeys(database().orm, id);
  const shown = keys.map(({ id, kid, algorithm, inUse, createdAt }) => ({ id, kid, algorithm, inUse, createdAt }));
  return { keys: shown, address: keySetAddress(env().origin, slug) };
}

/** The public keys of one provider as a JWK Set (RFC 7517, section 5); null where there are none. Anybody may have them. */
export async function providerKeySet(slug: string) {
  const provider = await findBySlug(database().orm, slug);
  const keys = provider ? await providerKeys(database().orm, provider.id) : [];
  if (keys.length === 0) return null;
  return { keys: keys.map(({ kid, algorithm, publicKey }) => ({ ...publicKey, kid, alg: algorithm, use: "sig" })) };
}

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
  must(await addProviderKey(database().orm, providerId, made.key, by.id));
}

/** Errors: "not-found". */
export async function useKey(by: ActingUser, providerId: string, keyId: string): Promise<void> {
  must(await useProviderKey(database().orm, providerId, keyId, by.id));
}

/** Errors: "not-found", "key-in-use". */
export async function removeKey(by: ActingUser, providerId: string, keyId: string): Promise<void> {
  must(await removeProviderKey(database().orm, providerId, keyId, by.id));
}

function must(result: { readonly ok: true } | { readonly ok: false; readonly code: string }): void {
  if (!result.ok) throw new ExpectedError(result.code);
}
