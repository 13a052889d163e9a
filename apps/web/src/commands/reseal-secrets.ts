import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";
import { resealAll } from "./reseal";

const usage = `Seals client secrets and private keys again with a new AUTH_SECRET:
  AUTH_SECRET=new AUTH_SECRET_PREVIOUS=old npm run secrets:reseal

First start every instance with both, so that each can open all secrets. Then run this command; the app keeps running.
It can be interrupted and run again. Once it reports that all secrets are sealed with AUTH_SECRET, start the instances
without AUTH_SECRET_PREVIOUS. Sign-ins that began with the old secret then have to start again; sessions stay.`;

async function reseal(): Promise<string> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) return usage;
  const settings = env();
  const database = await openMigratedDatabase(settings);
  try {
    const { resealed, stayed, closed } = await resealAll(database, settings.seal);
    const counted = `${resealed} were sealed again, ${stayed} already were`;
    if (closed.length === 0) return `All secrets are sealed with AUTH_SECRET: ${counted}.`;
    process.exitCode = 1;
    const which = closed.map(({ kind, id, code }) => `  ${kind} of row ${id}: ${code}`).join("\n");
    return `${counted}. Neither AUTH_SECRET nor AUTH_SECRET_PREVIOUS opens these, so they were not changed:\n${which}`;
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
  return `the command stopped half-way (${error instanceof Error ? error.name : "unknown"}); run it again to continue`;
}

try {
  process.stdout.write(`${await reseal()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
