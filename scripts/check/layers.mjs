/**
 * The layers, lowest last: app → features → applications → sign-in → ui → platform → packages. Imports only go down,
 * so each room lists the rooms that it may import; its own files are always allowed. A file belongs to the room with
 * the longest matching path.
 */
const packages = [
  "packages/consent",
  "packages/crypto",
  "packages/federation",
  "packages/transparency",
  "packages/database",
];
/** Provides the server of tests. */
export const testkit = "packages/testkit";
const signIn = [...packages, "apps/web/src/platform", "apps/web/src/ui"];
const applications = [...signIn, "apps/web/src/sign-in"];
const features = [...applications, "apps/web/src/applications"];
// Pages get their data from a feature or the platform, never from a database or a provider directly.
const drawn = ["packages/consent", "apps/web/src/messages", "apps/web/src/platform", "apps/web/src/ui"];
const app = [...drawn, "apps/web/src/sign-in", "apps/web/src/applications", "apps/web/src/features"];
const everything = [...features, "apps/web/src/features", "apps/web/src/commands", "apps/web/src/demonstration"];

/** @type {Readonly<Record<string, { ours: readonly string[], packages?: RegExp }>>} `packages`: the only foreign ones */
export const layers = {
  // Pure: no I/O, no clock, no framework, so not even Node's own modules.
  "packages/consent": { ours: [], packages: /^(zod(\/|$)|jsonc-parser$)/ },
  "packages/crypto": { ours: [], packages: /^(node:crypto|jose|pkijs|asn1js)$/ },
  "packages/federation": { ours: ["packages/crypto"], packages: /^(node:|jose$|undici$|ipaddr\.js$)/ },
  // Runs in browsers too, so it has nothing of Node either.
  "packages/transparency": { ours: [], packages: /^@noble\/hashes\// },
  "packages/database": {
    ours: ["packages/consent", "packages/transparency"],
    packages: /^(node:|drizzle-orm(\/|$)|postgres$)/,
  },
  // Only for tests, which may all import it.
  [testkit]: { ours: ["scripts", "packages/transparency"], packages: /^(node:|postgres$)/ },
  "apps/demo-idp": { ours: [] },
  "apps/demo-library": { ours: [] },
  "apps/web/src/messages": { ours: [] },
  "apps/web/src/platform": { ours: [...packages, "apps/web/src/messages"] },
  "apps/web/src/ui": { ours: drawn },
  "apps/web/src/sign-in": { ours: signIn },
  "apps/web/src/applications": { ours: applications },
  "apps/web/src/features": { ours: features },
  "apps/web/src/app": { ours: app },
  // The start, the commands and the demonstration, which use everything. Some routes are answered before Next.
  "apps/web/src": { ours: [...everything, "apps/web/src/app"] },
  "apps/web/src/demonstration": { ours: everything },
  "apps/web/src/commands": { ours: everything },
  e2e: { ours: ["packages/database", "packages/transparency", testkit] },
  scripts: { ours: [] },
};

/** Examples of the documents, which the tests of any room read. */
export const vectors = "docs/vectors";

/** A feature's room. Other features may import only its queries, and those of its topics. */
export const featureRoom = /^apps\/web\/src\/features\/([^/]+)\//;
export const featureDoor = /^apps\/web\/src\/features\/[^/]+\/([\w-]+\/)?queries(\.ts)?$/;

/** Components get their data as properties, so of the packages they may import only the rules. */
export const components = /^apps\/web\/src\/(features\/[^/]+|sign-in)\/components\//;
export const closedToComponents = ["packages/database", "packages/crypto", "packages/federation"];

/** Code that runs in a browser may import only types from these. */
export const serverOnly = [
  "packages/crypto/src/seal",
  "packages/crypto/src/signature",
  "packages/database",
  "packages/federation",
  "apps/web/src/platform/env",
  "apps/web/src/platform/database",
  "apps/web/src/platform/action",
  "apps/web/src/platform/result",
  "apps/web/src/platform/access",
  "apps/web/src/sign-in/protocol",
];

/** Tests may import foreign packages that they need. The rules for our own rooms still apply. */
export const testFile = /\.test\.tsx?$|\/testing(\/|\.ts$)|(^|\/)[\w.-]+\.config\.(ts|mts|mjs)$/;
