/** What a client secret is bound to, so that a sealed secret copied into another row does not open. */
export const clientSecretContext = (providerId: string): string => `identity-provider:${providerId}:client-secret`;
