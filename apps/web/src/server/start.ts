import "server-only";
import { join } from "node:path";
import { DatabaseOpenError } from "@assent/database/database-error";
import { migrate } from "@assent/database/migrate";
import { openDatabase } from "@assent/database/open";
import { env, SettingsError } from "@/env";
import { keepDatabase } from "./database";
import { seedDemonstration } from "./demonstration";
import { describeError, log } from "./log";
import { keepRetention } from "./retention";
import { announceSetupLink } from "./setup";

/**
 * Brings a process into service: settings, database, migrations, demonstration, set-up link. A process that cannot
 * serve says why in one sentence and ends, so that a launcher need not guess.
 */
export async function start(): Promise<void> {
  try {
    const settings = env();
    const database = await openDatabase({
      url: settings.databaseUrl,
      dataDir: settings.dataDir,
      poolSize: settings.databasePool,
    });
    await migrate(database, { folder: join(process.cwd(), "../../packages/database/migrations") });
    keepDatabase(database);
    if (settings.demo) await seedDemonstration(database, settings.demo);
    await announceSetupLink(database);
    keepRetention(database);
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
