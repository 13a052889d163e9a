import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { rotateSigningKey } from "@assent/database/audit/signing-keys";
import { rotateOidcKeys } from "@assent/database/applications/oidc-keys";
import { writeVerifierKey } from "@assent/transparency/note";
import { newOidcKeys } from "@/applications/new-oidc-keys";
import { env, SettingsError } from "@/platform/env";
import { noteKeyOf } from "@/platform/checkpoints/note-key";
import { newSigningKey } from "@/platform/signing/new-signing-key";
import { openMigratedDatabase } from "@/platform/open-migrated-database";

const usage = `Creates new signing keys for receipts, for heads of the ledger, and for tokens of applications:
  npm run keys:rotate

Earlier keys stay published, so that their signatures stay valid. The new keys sign receipts and heads at once, and the private
halves of the earlier ones are deleted. Tell the new key for heads to witnesses and to whoever checks them. Applications cache published keys, so the new keys for tokens are published one hour
before they sign. Do this if another person may have read a private key, or if AUTH_SECRET was lost, because it seals
the keys.`;

/** Seconds. Longer than the ten minutes for which clients keep published keys. */
const publishedBefore = 60 * 60;

async function rotate(): Promise<string> {
  const { values } = parseArgs({ options: { help: { type: "boolean" } } });
  if (values.help) return usage;
  const settings = env();
  const database = await openMigratedDatabase(settings);
  try {
    const key = await newSigningKey(settings.secret);
    await rotateSigningKey(database.orm, key);
    const ofHeads = await newSigningKey(settings.secret, "checkpoint");
    await rotateSigningKey(database.orm, ofHeads, null, "checkpoint");
    const receipts = `Receipts are signed with ${key.kid} from now on. Published at ${settings.origin}/.well-known/jwks.json
Heads of the ledger are signed with ${writeVerifierKey(noteKeyOf(settings.ledgerOrigin, ofHeads))} from now on. Published at ${settings.origin}/ledger/keys`;
    const keys = await newOidcKeys(settings.secret);
    if (!(await rotateOidcKeys(database.orm, { keys, seconds: publishedBefore }, null))) return receipts;
    const kids = keys.map(({ kid, algorithm }) => `${kid} (${algorithm})`).join(" and ");
    return `${receipts}\nTokens for applications are signed with ${kids} in an hour. Published at ${settings.origin}/oidc/jwks`;
  } finally {
    await database.close();
  }
}

/** An expected error is printed as a sentence; of any other only its class. */
function sentence(error: unknown): string {
  if (error instanceof DatabaseOpenError) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `the command failed (${error instanceof Error ? error.name : "unknown"}); nothing was changed`;
}

try {
  process.stdout.write(`${await rotate()}\n`);
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
