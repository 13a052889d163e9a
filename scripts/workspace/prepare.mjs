import { existsSync } from "node:fs";
import { join } from "node:path";
import { ExpectedError } from "../expected-error.mjs";
import { webDir } from "../paths.mjs";
import { build } from "./build.mjs";
import { install } from "./install.mjs";

/** `npm run build`: everything that SUPERVISED=on needs. */
export const run = () => prepare({ forMode: "production", supervised: false });

/**
 * Installs and builds what is missing. Under a supervisor the checkout may be read-only and the network closed, so
 * nothing is installed or built there. Errors: ExpectedError, also if there is no build to start.
 * @param {{ forMode: "production" | "development", supervised: boolean }} options
 */
export async function prepare({ forMode, supervised }) {
  if (supervised) {
    if (existsSync(join(webDir, ".next/BUILD_ID"))) return;
    throw new ExpectedError("SUPERVISED=on needs a build, and there is none. Run npm run build first");
  }
  await install();
  if (forMode === "production") await build();
}
