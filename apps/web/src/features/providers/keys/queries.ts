import "server-only";
import { findBySlug } from "@assent/database/providers/identity-providers";
import { providerKeys } from "@assent/database/providers/provider-keys";
import { env } from "@/platform/env";
import { keySetAddress } from "@/sign-in/protocol/client-secret";
import { requireSetupOrAdministrator } from "@/platform/access";
import { database } from "@/platform/database";

/** The keys of a provider for the administration, oldest first, and the address at which they are published. */
export async function managedKeys({ id, slug }: { readonly id: string; readonly slug: string }) {
  await requireSetupOrAdministrator();
  const keys = await providerKeys(database().orm, id);
  const shown = keys.map(({ id, kid, algorithm, inUse, createdAt }) => ({ id, kid, algorithm, inUse, createdAt }));
  return { keys: shown, address: keySetAddress(env().origin, slug) };
}

/** The public keys of one provider as a JWK Set (RFC 7517, section 5) for everyone; null if it has none. */
export async function providerKeySet(slug: string) {
  const provider = await findBySlug(database().orm, slug);
  const keys = provider ? await providerKeys(database().orm, provider.id) : [];
  if (keys.length === 0) return null;
  return { keys: keys.map(({ kid, algorithm, publicKey }) => ({ ...publicKey, kid, alg: algorithm, use: "sig" })) };
}
