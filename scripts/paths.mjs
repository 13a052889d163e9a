import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The checkout. */
export const root = fileURLToPath(new URL("..", import.meta.url)).replace(/[\\/]$/, "");

/** Files that commands keep between runs and that can be deleted: stamps, locks, reports, PostgreSQL for tests. */
export const cacheDir = join(root, ".cache");

export const webDir = join(root, "apps/web");

export const demoProviderDir = join(root, "apps/demo-idp");
export const demoLibraryDir = join(root, "apps/demo-library");

/** An installation depends on this: packages contain programs for one platform and one major version of Node. */
export const machine = `${process.platform}-${process.arch}-node${process.versions.node.split(".")[0]}`;
