import { ExpectedError } from "../expected-error.mjs";
import { webDir } from "../paths.mjs";
import { environmentFor } from "./environment.mjs";
import { runToEnd } from "./processes.mjs";

/**
 * Brings the tables up to date as their owner, in a separate process, if DATABASE_OWNER_URL names one. The app
 * never gets that address. Errors: ExpectedError with the reason.
 * @param {import("./settings.mjs").Settings} settings
 * @param {string} databaseUrl
 */
export async function migrateAsOwner({ supervised }, databaseUrl) {
  if (!process.env["DATABASE_OWNER_URL"]) return;
  const compiler = supervised ? { TSX_DISABLE_CACHE: "1" } : {};
  const migration = await runToEnd({
    command: process.execPath,
    args: ["--import", "tsx", "src/commands/migrate.ts"],
    cwd: webDir,
    env: environmentFor("migration", { DATABASE_URL: databaseUrl, ...compiler }),
  });
  if (migration.ok) return;
  const reason = migration.lines.find((line) => line.startsWith("assent: "))?.slice("assent: ".length);
  throw new ExpectedError(reason ?? `The migrations stopped (${migration.how}).\n${migration.lines.join("\n")}`);
}
