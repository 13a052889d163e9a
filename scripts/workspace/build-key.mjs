/**
 * Next names server actions after this key, so all builds share one key and an open page keeps working with the
 * next build, or with another one behind the same address. It seals nothing: the sealing key is derived from
 * AUTH_SECRET at the start (apps/web/src/platform/env.ts), and no secret is in a build.
 * https://nextjs.org/docs/app/guides/data-security#overwriting-encryption-keys-advanced
 */
export const buildKey = Buffer.alloc(32).toString("base64");
