/**
 * Next names server actions after this key, so all builds have one and a page that is open in a browser goes on with the
 * next build, or with another one behind the same address. It seals nothing: the key that does is derived from AUTH_SECRET
 * at the start (apps/web/src/platform/env.ts), and no secret is in a build.
 * https://nextjs.org/docs/app/guides/data-security#overwriting-encryption-keys-advanced
 */
export const buildKey = Buffer.alloc(32).toString("base64");
