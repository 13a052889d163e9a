/** Where a provider sends people back to. It must be registered there exactly as it is; each provider has its own. */
export const redirectUri = (origin: string, slug: string): string => `${origin}/api/auth/callback/${slug}`;
