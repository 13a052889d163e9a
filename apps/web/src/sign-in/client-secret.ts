import { sealSecret } from "@assent/federation/seal";

/** What a client secret is bound to, so that a sealed secret copied into another row does not open. */
export const clientSecretContext = (providerId: string): string => `identity-provider:${providerId}:client-secret`;

/** A client secret as the provider's row keeps it. */
export const sealClientSecret = (plain: string, providerId: string, secret: string): string =>
  sealSecret(plain, { secret, context: clientSecretContext(providerId) });
