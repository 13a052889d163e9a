import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";
import { resealAll } from "./reseal";

const usage = `Seals client secrets and private keys with AUTH_SECRET that another AUTH_SECRET sealed:
  AUTH_SECRET=new AUTH_SECRET_PREVIOUS=old npm run secrets:reseal

First start every instance with both, so that each opens what either sealed. Then run this; the app keeps running.
It can be interrupted and run again. When it says that all of them are sealed with AUTH_SECRET, start the instances
without AUTH_SECRET_PREVIOUS. Sign-ins that are under way then begin anew if they began before; sessions stay.`;

async function reseal(): Promise<string> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) return usage;
  const settings = env();
  const database = await openMigratedDatabase(settings);
  try {
    const { resealed, stayed, closed } = await resealAll(database, settings.seal);
    const counted = `${resealed} sealed anew, ${stayed} were sealed with AUTH_SECRET before`;
    if (closed.length === 0) return `All secrets are sealed with AUTH_SECRET: ${counted}.`;
    process.exitCode = 1;
    const which = closed.map(({ kind, id, code }) => `  ${kind} of row ${id}: ${code}`).join("\n");
    return `${counted}. These open with neither AUTH_SECRET nor AUTH_SECRET_PREVIOUS and were left as they are:\n${which}`;
  } finally {
    await database.close();
  }
}

/**
 * An expected error is printed as a sentence. Of any other only its class is printed, because a message could quote a
 * secret.
 */
function sentence(error: unknown): string {
  if (error instanceof DatabaseOpenError) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `it ended half way (${error instanceof Error ? error.name : "unknown"}); run it again to go on`;
}

try {
  process.stdout.write(`${await reseal()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
