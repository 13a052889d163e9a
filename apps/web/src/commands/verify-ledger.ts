import { readFile, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { DatabaseOpenError } from "@assent/database/engine/database-error";
import { verifyLedger } from "@assent/database/audit/ledger";
import { exportLedger } from "@assent/database/audit/ledger-export";
import type { Database } from "@assent/database/engine/open";
import { type Checkpoint, readCheckpoint } from "@assent/transparency/checkpoint";
import { readLogProof } from "@assent/transparency/tlog-proof";
import type { ChainHead } from "@assent/consent/ledger/ledger";
import { signedByUs, verifierKeys, wrongHead } from "@/platform/checkpoints/checkpoints";
import { env, SettingsError } from "@/platform/env";
import { openMigratedDatabase } from "@/platform/open-migrated-database";
import * as z from "zod/mini";

const usage = `Verifies the ledger, every event, receipt, account and published version on it, all public keys and all grants:
  npm run ledger:verify
  npm run ledger:verify -- --export head.json
  npm run ledger:verify -- --kept head.json
  npm run ledger:verify -- --checkpoint checkpoint.txt

  --export FILE      writes the head of the chain to FILE: keep it where no one can change it together with the database
  --checkpoint FILE  checks that the ledger is the one of this checkpoint, from /ledger/checkpoint or a ledger proof
  --records FILE     writes everything that the ledger covers to FILE, for docs/verify_ledger.py
  --kept FILE        checks that the chain contains this head, which was exported before

The exit code is 0 if nothing was changed. If not, it is 1, and the first broken entry is printed.`;

class WrongUse extends Error {}

const head = z.object({
  seq: z.int().check(z.nonnegative()),
  hash: z.string().check(z.regex(/^[0-9a-f]{64}$/)),
});

async function readHead(file: string): Promise<ChainHead> {
  const read = head.safeParse(JSON.parse(await readFile(place(file), "utf8").catch(unreadable)));
  return read.success ? read.data : unreadable();
}

function unreadable(): never {
  throw new WrongUse("--kept needs a file that --export wrote");
}

/** One JSON object a line, as docs/proof.md describes. */
async function writeRecords(file: string, database: Database): Promise<void> {
  const rows = exportLedger(database.orm, { keys: await verifierKeys(database) });
  async function* lines() {
    for await (const row of rows) yield `${JSON.stringify(row)}\n`;
  }
  await writeFile(file, lines());
}

/** A checkpoint that was kept elsewhere, which one of our keys signed; null if none was given. */
async function keptCheckpoint(file: string | undefined, database: Database): Promise<Checkpoint | null> {
  if (file === undefined) return null;
  const text = await readFile(place(file), "utf8").catch(() => "");
  // A ledger proof ends with its checkpoint.
  const read = readCheckpoint(text) ?? readLogProof(text)?.checkpoint;
  if (!read) throw new WrongUse("--checkpoint needs a file with a checkpoint or a ledger proof");
  if (!(await (await signedByUs(database))(read))) throw new WrongUse("no key of this ledger signed that checkpoint");
  return read;
}

/** File names are relative to the directory of the caller, which the launcher passes as the first argument. */
const place = (file: string) => resolve(callersDirectory, file);
const callersDirectory = process.argv[2] ?? ".";

async function verify(): Promise<{ line: string; ok: boolean }> {
  const text = { type: "string" } as const;
  const options = { export: text, kept: text, checkpoint: text, records: text, help: { type: "boolean" } } as const;
  const { values } = parseArgs({ args: process.argv.slice(3), options });
  if (values.help) throw new WrongUse(usage);
  const kept = values.kept === undefined ? null : await readHead(values.kept);
  const database = await openMigratedDatabase(env());
  try {
    const found = await verifyLedger(database.orm, { kept });
    if (!found.ok) {
      // Pseudonyms, numbers and ids: nothing personal.
      const about = Object.entries(found.about).map(([kind, name]) => `${kind} ${name}`);
      const where = found.seq === null ? "beside its entries" : `at entry ${found.seq}`;
      const of = about.length === 0 ? "" : ` (${about.join(", ")})`;
      return { ok: false, line: `The ledger is broken ${where}: ${found.problem}${of}` };
    }
    const wrong = await wrongHead(database, { kept: await keptCheckpoint(values.checkpoint, database) });
    if (wrong)
      return { ok: false, line: `The ledger is not the one that was signed: ${wrong.problem} (size ${wrong.size})` };
    if (values.records !== undefined) await writeRecords(place(values.records), database);
    if (values.export !== undefined) await writeFile(place(values.export), `${JSON.stringify(found.head)}\n`);
    return { ok: true, line: `The ledger is intact. Entries: ${found.checked}. Head: ${found.head.hash}` };
  } finally {
    await database.close();
  }
}

/** An expected error is printed as a sentence; of any other only its class. */
function sentence(error: unknown): string {
  if (error instanceof WrongUse || error instanceof DatabaseOpenError) return error.message;
  if (error instanceof SettingsError) return `these settings are wrong: ${error.message}`;
  if (error instanceof SyntaxError) return "--kept needs a file that --export wrote";
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `the command failed (${error instanceof Error ? error.name : "unknown"})`;
}

try {
  const { line, ok } = await verify();
  process.stdout.write(`${line}\n`);
  if (!ok) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
