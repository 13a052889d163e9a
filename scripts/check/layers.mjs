/**
 * The layers of the house, lowest first: app → features → applications → sign-in → ui → platform → packages. Imports go
 * down only, so a room lists the rooms below it; its own files are always allowed. A file belongs to the longest path that it
 * is in.
 */
const packages = ["packages/consent", "packages/crypto", "packages/federation", "packages/database"];
/** Gives tests their server. */
export const testkit = "packages/testkit";
const signIn = [...packages, "apps/web/src/platform", "apps/web/src/ui"];
const applications = [...signIn, "apps/web/src/sign-in"];
const features = [...applications, "apps/web/src/applications"];
// What is drawn asks a feature or the platform for its data, and never a database or a provider itself.
const drawn = ["packages/consent", "apps/web/src/messages", "apps/web/src/platform", "apps/web/src/ui"];
const app = [...drawn, "apps/web/src/sign-in", "apps/web/src/applications", "apps/web/src/features"];
const everything = [...features, "apps/web/src/features", "apps/web/src/commands", "apps/web/src/demonstration"];

/** @type {Readonly<Record<string, { ours: readonly string[], packages?: RegExp }>>} `packages`: the only foreign ones */
export const layers = {
  // Pure: no I/O, no clock, no framework, so not even Node's own modules.
  "packages/consent": { ours: [], packages: /^(zod(\/|$)|jsonc-parser$)/ },
  "packages/crypto": { ours: [], packages: /^(node:crypto$|jose$)/ },
  "packages/federation": { ours: ["packages/crypto"], packages: /^(node:|jose$|undici$|ipaddr\.js$)/ },
  "packages/database": {
    ours: ["packages/consent"],
    packages: /^(node:|drizzle-orm(\/|$)|postgres$)/,
  },
  // For tests alone, which may all import it.
  [testkit]: { ours: ["scripts"], packages: /^(node:|postgres$)/ },
  "apps/demo-idp": { ours: [] },
  "apps/demo-library": { ours: [] },
  "apps/web/src/messages": { ours: [] },
  "apps/web/src/platform": { ours: [...packages, "apps/web/src/messages"] },
  "apps/web/src/ui": { ours: drawn },
  "apps/web/src/sign-in": { ours: signIn },
  "apps/web/src/applications": { ours: applications },
  "apps/web/src/features": { ours: features },
  "apps/web/src/app": { ours: app },
  // What puts the product together: start, commands, demonstration.
  "apps/web/src": { ours: everything },
  "apps/web/src/demonstration": { ours: everything },
  "apps/web/src/commands": { ours: everything },
  e2e: { ours: ["packages/database", testkit] },
  scripts: { ours: [] },
};

/** A feature's room; its queries, and those of its topics, are the one door for other features. */
export const featureRoom = /^apps\/web\/src\/features\/([^/]+)\//;
export const featureDoor = /^apps\/web\/src\/features\/[^/]+\/([\w-]+\/)?queries(\.ts)?$/;

/** Components are drawn from what they are given: of the packages they may import the rules alone. */
export const components = /^apps\/web\/src\/(features\/[^/]+|sign-in)\/components\//;
export const closedToComponents = ["packages/database", "packages/crypto", "packages/federation"];

/** What runs in a browser may take only types from these. */
export const serverOnly = [
  "packages/crypto",
  "packages/database",
  "packages/federation",
  "apps/web/src/platform/env",
  "apps/web/src/platform/database",
  "apps/web/src/platform/action",
  "apps/web/src/platform/result",
  "apps/web/src/platform/access",
  "apps/web/src/sign-in/protocol",
];

/** Tests may use what tests need; the rooms of ours stay closed to them all the same. */
export const testFile = /\.test\.tsx?$|\/testing(\/|\.ts$)|(^|\/)[\w.-]+\.config\.(ts|mts|mjs)$/;
