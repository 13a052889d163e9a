import "server-only";
import { join } from "node:path";
import { DatabaseOpenError } from "@assent/database/database-error";
import { env, SettingsError } from "@/env";
import { keepDatabase } from "./database";
import { seedDemonstration } from "./demonstration";
import { describeError, log } from "./log";
import { openPrepared } from "./open-prepared";
import { announceSetupLink } from "./setup";
import { ensureSigningKey } from "./signing";

/**
 * Brings a process into service: settings, database, migrations, demonstration, set-up link. A process that cannot
 * serve says why in one sentence and ends, so that a launcher need not guess.
 */
export async function start(): Promise<void> {
  try {
    const settings = env();
    const folder = join(process.cwd(), "../../packages/database/migrations");
    const database = await openPrepared(settings, { folder });
    keepDatabase(database);
    await ensureSigningKey(database);
    if (settings.demo) await seedDemonstration(database, settings.demo);
    await announceSetupLink(database);
    log("info", "started");
  } catch (error) {
    process.stderr.write(`assent: ${sentence(error)}\n`);
    process.exit(1);
  }
}

function sentence(error: unknown): string {
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof DatabaseOpenError) return error.message;
  const { error: name, code } = describeError(error);
  return `the database could not be prepared (${[name, code].filter(Boolean).join(", ")}); nothing was changed half-way`;
}
