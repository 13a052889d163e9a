import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { env, SettingsError } from "@/platform/env";
import { replaceSetupLink } from "@/platform/session/new-setup-link";
import { openMigratedDatabase } from "@/platform/open-migrated-database";

const usage = `Prints a new set-up link for the first administrator, and ends the earlier links:
  npm run setup:link

Use it if the link in the log is lost, or another person may have read it. The link works once, for a day, and only
while there is no administrator.`;

class AdministratorThere extends Error {}

async function printLink(): Promise<string> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) return usage;
  const settings = env();
  const database = await openMigratedDatabase(settings);
  try {
    const link = await replaceSetupLink(database, settings.origin);
    if (link === null)
      throw new AdministratorThere("There is already an administrator, so a set-up link is not possible");
    return `Open this link once to set Assent up and become the administrator: ${link}`;
  } finally {
    await database.close();
  }
}

/** An expected error is printed as a sentence; of any other only its class. */
function sentence(error: unknown): string {
  if (error instanceof DatabaseOpenError || error instanceof AdministratorThere) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `the command failed (${error instanceof Error ? error.name : "unknown"}); nothing was changed`;
}

try {
  process.stdout.write(`${await printLink()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
