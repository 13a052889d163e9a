import "server-only";
import { join } from "node:path";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { openDatabase } from "@assent/database/engine/open";
import { env, SettingsError } from "@/platform/env";
import { openApplications } from "@/applications/answer";
import { startLogoutSender } from "@/applications/logout-sender";
import { addAttributeWords } from "@/features/attributes/words";
import { startCheckpoints } from "@/platform/checkpoints/checkpoint-job";
import { setDatabase } from "@/platform/database";
import { openFront } from "@/platform/front/front";
import { isDemonstrationData, seedDemonstration } from "@/demonstration/demonstration";
import { registerDemoLibrary } from "@/demonstration/demo-library";
import { describeError, log } from "@/platform/log";
import { routesBeforeNext } from "./routes-before-next";
import { openMigratedDatabase } from "@/platform/open-migrated-database";
import { startRetention } from "@/platform/retention";
import { announceSetupLink } from "@/platform/session/setup-link";
import { issuerOf } from "@/platform/signing/issuer";
import { ensureSigningKeys } from "@/platform/signing/signing";

/**
 * Starts a process: settings, database, migrations, demonstration, set-up link. A process that cannot serve prints one
 * sentence that says why, and ends.
 */
export async function start(): Promise<void> {
  try {
    const settings = env();
    const folder = join(process.cwd(), "../../packages/database/migrations");
    const ofJobs = await openMigratedDatabase(settings, { folder });
    const database = await openDatabase({
      url: settings.databaseUrl,
      poolSize: settings.databasePool,
      issuer: issuerOf(settings),
    });
    await addAttributeWords(database);
    setDatabase(database);
    await ensureSigningKeys(database);
    openApplications();
    openFront(routesBeforeNext);
    if (settings.demo) {
      await seedDemonstration(database, settings.demo);
      if (settings.demo.library) await registerDemoLibrary(database.orm, settings.demo.library);
    } else if (await isDemonstrationData(database)) throw new SettingsError(demonstrationInside);
    await announceSetupLink(database);
    startRetention(ofJobs);
    startCheckpoints(ofJobs);
    startLogoutSender();
    log("info", "started");
  } catch (error) {
    process.stderr.write(`assent: ${sentence(error)}\n`);
    process.exit(1);
  }
}

const demonstrationInside =
  "AUTH_URL or DEMO=off is for production, but the database was filled with the demonstration, where anyone can be the " +
  "administrator. Set another DATABASE_URL or DATA_DIR";

function sentence(error: unknown): string {
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof DatabaseOpenError) return error.message;
  const { error: name, code } = describeError(error);
  return `the database could not be prepared (${[name, code].filter(Boolean).join(", ")}); nothing was changed half-way`;
}
