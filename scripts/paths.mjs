import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** What commands keep between runs and anybody may delete: stamps, locks, the build key, reports, PostgreSQL for tests. */
export const cacheDir = join(root, ".cache");

export const webDir = join(root, "apps/web");

export const demoProviderDir = join(root, "apps/demo-idp");
export const demoLibraryDir = join(root, "apps/demo-library");

/** What decides which files an installation has: packages bring along programs for one platform and one major of Node. */
export const machine = `${process.platform}-${process.arch}-node${process.versions.node.split(".")[0]}`;
