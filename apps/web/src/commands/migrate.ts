import { grantAppRole } from "@assent/database/engine/app-role";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { migrate } from "@assent/database/engine/migrate";
import { openDatabase } from "@assent/database/engine/open";
import { readOwnerEnv, SettingsError } from "@/platform/env";

/**
 * Brings the tables up to date as their owner, and gives the app's role only the rights that it needs. The launcher
 * runs it before the app, whose process never gets the owner's address.
 */
async function migrateAsOwner(): Promise<void> {
  const { ownerUrl, appRole } = readOwnerEnv();
  const owner = await openDatabase({ url: ownerUrl, poolSize: 1, isPatient: true });
  try {
    await migrate(owner);
    await grantAppRole(owner.orm, appRole);
  } finally {
    await owner.close();
  }
}

function sentence(error: unknown): string {
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof DatabaseOpenError) return error.message;
  const code = error instanceof Error && "code" in error ? String(error.code) : "unknown";
  return `the database could not be prepared (${code}); nothing was changed half-way`;
}

try {
  await migrateAsOwner();
} catch (error) {
  process.stderr.write(`assent: ${sentence(error)}\n`);
  process.exitCode = 1;
}
