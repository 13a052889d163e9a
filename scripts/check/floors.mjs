/**
 * The house: which room may import which of our rooms. Imports go down only, so a room lists what is below it; its own
 * files are always allowed. A file belongs to the longest room that it is in.
 * @type {Readonly<Record<string, { ours: readonly string[], packages?: RegExp }>>} `packages`: the only foreign ones
 */
export const floors = {
  // Pure: no I/O, no clock, no framework, so not even Node's own modules.
  "packages/consent": { ours: [], packages: /^(zod(\/|$)|jsonc-parser$)/ },
  "packages/federation": { ours: [], packages: /^(node:|jose$|undici$|ipaddr\.js$)/ },
  "packages/database": {
    ours: ["packages/consent"],
    packages: /^(node:|drizzle-orm(\/|$)|postgres$|@electric-sql\/pglite(\/|$))/,
  },
  "apps/demo-idp": { ours: [] },
  "apps/web/src": {
    ours: [
      "packages/consent",
      "packages/federation",
      "packages/database",
      "apps/web/src/server",
      "apps/web/src/sign-in",
    ],
  },
  "apps/web/src/sign-in": {
    ours: ["packages/consent", "packages/federation", "packages/database", "apps/web/src", "apps/web/src/server"],
  },
  "apps/web/src/server": {
    ours: ["packages/consent", "packages/federation", "packages/database", "apps/web/src", "apps/web/src/sign-in"],
  },
  "apps/web/src/components": {
    ours: ["packages/consent", "apps/web/src", "apps/web/src/server", "apps/web/src/sign-in"],
  },
  "apps/web/src/app": {
    ours: [
      "packages/consent",
      "apps/web/src",
      "apps/web/src/server",
      "apps/web/src/sign-in",
      "apps/web/src/components",
    ],
  },
  e2e: { ours: ["packages/database"] },
  scripts: { ours: [] },
};

/** What runs in a browser may take only types from these. */
export const serverOnly = [
  "packages/database",
  "packages/federation",
  "apps/web/src/server",
  "apps/web/src/sign-in",
  "apps/web/src/env",
];

/** Tests may use what tests need; the rooms of ours stay closed to them all the same. */
export const testFile = /\.test\.tsx?$|\/testing(\/|\.ts$)|(^|\/)[\w.-]+\.config\.(ts|mts|mjs)$/;
