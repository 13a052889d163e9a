import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { env, SettingsError } from "@/platform/env";
import { replaceSetupLink } from "@/platform/session/new-setup-link";
import { openMigratedDatabase } from "@/platform/open-migrated-database";

const usage = `Prints a new link that makes the first administrator, and kills those before it:
  npm run setup:link

For when the link in the log is lost, or somebody else may have read it. It works once, for a day, and only while there
is no administrator.`;

class AdministratorThere extends Error {}

async function printLink(): Promise<string> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) return usage;
  const settings = env();
  const database = await openMigratedDatabase(settings);
  try {
    const link = await replaceSetupLink(database, settings.origin);
    if (link === null) throw new AdministratorThere("There is an administrator, so no link can make one");
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
  return `it did not work (${error instanceof Error ? error.name : "unknown"}); nothing was changed`;
}

try {
  process.stdout.write(`${await printLink()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
