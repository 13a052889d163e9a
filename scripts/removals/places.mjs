// Where the sources are.
export const consent = "packages/consent/src";
export const crypto = "packages/crypto/src";
export const database = "packages/database/src";
export const federation = "packages/federation/src";
/** Triggers, checks and tables. The last migration that makes one is the one that counts. */
export const migrations = "packages/database/migrations";
export const transparency = "packages/transparency/src";
export const web = "apps/web/src";
export const journeys = "e2e/journeys";
