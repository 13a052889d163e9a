import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { rotateSigningKey } from "@assent/database/audit/signing-keys";
import { env, SettingsError } from "@/platform/env";
import { newSigningKey } from "@/platform/signing/new-signing-key";
import { openMigratedDatabase } from "@/platform/open-migrated-database";

const usage = `Gives the receipts a new signing key:
  npm run keys:rotate

The key before stays published, so that what it signed stays valid; its private half is deleted. Do it when somebody
may have read the private key, and when AUTH_SECRET was lost: the key was sealed with it.`;

async function rotate(): Promise<string> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) return usage;
  const settings = env();
  const database = await openMigratedDatabase(settings);
  try {
    const key = await newSigningKey(settings.secret);
    await rotateSigningKey(database.orm, key);
    return `Receipts are signed with ${key.kid} from now on. Published at ${settings.origin}/.well-known/jwks.json`;
  } finally {
    await database.close();
  }
}

/** An expected error is printed as a sentence; of any other only its class. */
function sentence(error: unknown): string {
  if (error instanceof DatabaseOpenError) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `it did not work (${error instanceof Error ? error.name : "unknown"}); nothing was changed`;
}

try {
  process.stdout.write(`${await rotate()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
