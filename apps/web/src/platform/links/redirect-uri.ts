// Addresses of ours that are registered at a provider.

/** Where a provider sends people back to. It must be registered there exactly as it is; each provider has its own. */
export const redirectUri = (origin: string, slug: string): string => `${origin}/api/auth/callback/${slug}`;

/** Where a provider tells us that it has signed a person out. */
export const backChannelAddress = (origin: string, slug: string): string => `${origin}/api/auth/logout/${slug}`;

/** Where people come back to from a provider's sign-out page. */
export const signOutReturn = (origin: string): string => new URL("/sign-in", origin).href;
