/** Where a provider sends people back to; it has to be registered there, to the letter. Each provider has one of its own. */
export const redirectUri = (origin: string, slug: string): string => `${origin}/api/auth/callback/${slug}`;
