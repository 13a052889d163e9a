import { randomUUID } from "node:crypto";
import type { NewProviderKey } from "@assent/database/providers/provider-keys";
import { type ClientKeyAlgorithm, newClientKey } from "@assent/federation/client-key";
import { sealSecret } from "@assent/crypto/seal";

// How we authenticate at a provider's token endpoint: with a secret that it gave us, or with our own key.

/** The context of a sealed client secret: copied into another row, it does not open. */
export const clientSecretContext = (providerId: string): string => `identity-provider:${providerId}:client-secret`;

/** Seals a client secret for the provider's row. */
export const sealClientSecret = (plain: string, providerId: string, secret: string): string =>
  sealSecret(plain, { secret, context: clientSecretContext(providerId) });

/** The context of a sealed private key. */
export const providerKeyContext = (keyId: string): string => `provider-key:${keyId}:private-key`;

/** Makes a key for one provider, sealed with the secret of this installation. */
export async function newProviderKey(algorithm: ClientKeyAlgorithm, secret: string): Promise<NewProviderKey> {
  const id = randomUUID();
  return { id, ...(await newClientKey(algorithm, { secret, context: providerKeyContext(id) })) };
}

/** Where the public halves of a provider's keys are fetched from (OpenID Connect Core 1.0, section 10.1.1). */
export const keySetAddress = (origin: string, slug: string): string => `${origin}/api/providers/${slug}/jwks.json`;
