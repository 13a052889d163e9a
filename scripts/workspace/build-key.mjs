import { join } from "node:path";
import { keptSecret } from "../launch/secrets.mjs";
import { cacheDir } from "../paths.mjs";

/**
 * The key that seals what a server action closes over. Next fixes it in the build; a new one would refuse every page
 * that is open in a browser, so it is made once and kept beside the build.
 * https://nextjs.org/docs/app/guides/data-security#overwriting-encryption-keys-advanced
 * @returns {Promise<string>}
 */
export async function serverActionsKey() {
  return process.env["NEXT_SERVER_ACTIONS_ENCRYPTION_KEY"] || keptSecret(join(cacheDir, "server-actions-key"));
}
