import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { actorKinds, requestChannels } from "@assent/consent/receipt/snapshot";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { erasuresSince, replayErasures } from "@assent/database/audit/erasures";
import type { Database } from "@assent/database/engine/open";
import * as z from "zod/mini";
import { env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";

/** For restoring a backup: docs/erasure.md. */
const usage = `Usage: npm run erasures -- list FILE --since TIME
       npm run erasures -- replay FILE

  list    writes what was withdrawn, disconnected and closed since TIME (ISO 8601) to FILE, by pseudonym, without any value
  replay  erases the same again in a database that was restored from a backup; can be run twice`;

class WrongUse extends Error {}

const list = z.array(
  z.object({
    at: z.iso.datetime(),
    pseudonym: z.uuid(),
    item: z.nullable(
      z.union([
        z.object({ purposeId: z.uuid(), attribute: z.string(), withPurpose: z.optional(z.boolean()) }),
        z.object({ providerId: z.uuid() }),
      ]),
    ),
    actor: z.optional(z.object({ kind: z.enum(actorKinds), channel: z.nullable(z.enum(requestChannels)) })),
  }),
);

async function run(database: Database, [what, file]: readonly (string | undefined)[], since?: string): Promise<string> {
  if (file === undefined) throw new WrongUse(usage);
  if (what === "list") {
    const from = new Date(since ?? "");
    if (Number.isNaN(from.getTime())) throw new WrongUse(usage);
    const erasures = await erasuresSince(database.orm, from);
    await writeFile(file, JSON.stringify(erasures, null, 2), { mode: 0o600 });
    return `${erasures.length} erasures are listed in ${file}.`;
  }
  if (what !== "replay") throw new WrongUse(usage);
  const read = list.safeParse(JSON.parse(await readFile(file, "utf8")));
  if (!read.success) throw new WrongUse("The file is not a list that this command wrote");
  const { accounts, values, identities } = await replayErasures(database, read.data);
  return `Erased again: ${values} details, ${accounts} accounts, ${identities} sign-in identifiers.`;
}

function sentence(error: unknown): string {
  if (error instanceof WrongUse || error instanceof DatabaseOpenError) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  return `the command failed (${error instanceof Error ? error.name : "unknown"}); run it again`;
}

try {
  // File names are relative to the directory of the caller, which the launcher passes as the first argument.
  const [callersDirectory = ".", ...args] = process.argv.slice(2);
  const { positionals, values } = parseArgs({ args, allowPositionals: true, options: { since: { type: "string" } } });
  const database = await openMigratedDatabase(env());
  try {
    const [what, file] = positionals;
    const place = file === undefined ? undefined : resolve(callersDirectory, file);
    process.stdout.write(`${await run(database, [what, place], values.since)}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
