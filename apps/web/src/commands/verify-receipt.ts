import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { createTranslator, type useMessages } from "next-intl";
import { messagesOf } from "@/platform/i18n/messages";
import { effectFacts, recordFacts } from "@/features/records/offline/record-facts";
import {
  type CheckedFiles,
  type CheckedReceipt,
  type CheckProblem,
  checkReceipt,
} from "@/features/records/offline/receipt-check";

const usage = `Checks a signed receipt without the organisation: no database, no network.
  npm run receipt:verify -- receipt.jws --keys jwks.json
  npm run receipt:verify -- receipt.jws --keys jwks.json --proof ledger.tlog-proof --ledger-keys keys.txt

  --keys FILE         the public keys of receipts, from /.well-known/jwks.json
  --proof FILE        the ledger proof that belongs to the receipt
  --ledger-keys FILE  verifier keys of the ledger, from /ledger/keys, and of witnesses, one a line
  --checkpoint FILE   a checkpoint that was kept elsewhere, of the same size as the one in the proof
  --timestamp FILE    the timestamp token of the checkpoint in the proof, from /ledger/timestamp?size=
  --authorities FILE  certificates (PEM) of timestamping authorities that you trust; without it the authority is only named
  --witnesses N       how many of the witnesses in --ledger-keys must have signed the checkpoint (default: 0)

The exit code is 0 if everything that was given is right.`;

class WrongUse extends Error {}

/** File names are relative to the directory of the caller, which the launcher passes as the first argument. */
const place = (file: string) => resolve(process.argv[2] ?? ".", file);

const bytesOf = (file: string): Promise<Buffer> =>
  readFile(place(file)).catch(() => {
    throw new WrongUse(`${file} cannot be read`);
  });

const textOf = async (file: string | undefined): Promise<string> =>
  file === undefined ? "" : (await bytesOf(file)).toString("utf8");

async function check(): Promise<{ lines: string[]; ok: boolean }> {
  const text = { type: "string" } as const;
  const options = {
    ...{ keys: text, proof: text, "ledger-keys": text, checkpoint: text, witnesses: text },
    ...{ timestamp: text, authorities: text },
    help: { type: "boolean" },
  } as const;
  const { values, positionals } = parseArgs({ args: process.argv.slice(3), options, allowPositionals: true });
  const [file, ...others] = positionals;
  if (values.help || file === undefined || others.length > 0 || values.keys === undefined) throw new WrongUse(usage);
  if ((values.proof === undefined) !== (values["ledger-keys"] === undefined)) throw new WrongUse(usage);
  const wanted = Number(values.witnesses ?? 0);
  if (!Number.isInteger(wanted) || wanted < 0) throw new WrongUse(usage);
  const { timestamp: token, authorities: trusted } = values;
  if ((token !== undefined && values.proof === undefined) || (trusted !== undefined && token === undefined))
    throw new WrongUse(usage);
  const [receipt, keys, proof, verifierKeys, checkpoint, authorities] = await Promise.all(
    [file, values.keys, values.proof, values["ledger-keys"], values.checkpoint, trusted].map(textOf),
  );
  const timestamp = token === undefined ? null : await bytesOf(token);
  const files = { receipt, keys, proof, verifierKeys, checkpoint, timestamp, authorities } as CheckedFiles;
  const found = await checkReceipt(files);
  if (!found.ok) return { ok: false, lines: [problems[found.problem]] };
  const witnesses = new Set(found.receipt.ledger?.witnesses.map(({ name }) => name)).size;
  const ok = witnesses >= wanted;
  return {
    ok,
    lines: [...factsOf(found.receipt), ...(ok ? [] : [`Only ${witnesses} of ${wanted} witnesses signed.`])],
  };
}

const problems: Readonly<Record<CheckProblem, string>> = {
  keys: "--keys is no set of public keys as /.well-known/jwks.json has it.",
  receipt: "The receipt was changed, was not signed with one of these keys, or is no signed receipt.",
  proof: "The ledger proof or the checkpoint is none.",
  checkpoint: "No key in --ledger-keys signed the checkpoint, or a signature on it is wrong.",
  "other-checkpoint": "The checkpoint that was kept is of another ledger or another size than the one in the proof.",
  "two-histories": "The checkpoint that was kept has another root for the same size: the ledger was rewritten.",
  timestamp: "The timestamp is of another checkpoint, or is not signed by an authority in --authorities that may.",
  inclusion: "The entry is not in the ledger that was signed.",
  entry: "The entry is of another receipt, or of this receipt in another form.",
};

/** The words of /verify. */
const messages: ReturnType<typeof useMessages> = await messagesOf("en");
const words = createTranslator({ locale: "en", namespace: "verify", messages });

function factsOf(receipt: CheckedReceipt): string[] {
  const { number, kid, decidedAt, ledger } = receipt;
  const facts = [
    `Receipt ${number} of ${decidedAt} is genuine. Key: ${kid}`,
    ...[...recordFacts(receipt, words), ...effectFacts(receipt, words)].map(({ name, text }) => `${name}: ${text}`),
  ];
  if (!ledger) return facts;
  const { seq, size, origin, isNamed, witnesses, timestamp } = ledger;
  facts.push(`Its entry is number ${seq} of the ${size} that ${origin} signed.`);
  if (!isNamed) facts.push("The receipt is from before receipts named their entry, so the entry names it by id only.");
  facts.push(...witnesses.map(({ name, time }) => `${name} signed at ${new Date(time * 1000).toISOString()}`));
  if (!timestamp) return facts;
  const { by, at, isTrusted } = timestamp;
  const trust = isTrusted ? "" : " Whether that authority can be trusted was not checked: --authorities.";
  return [...facts, `${by} saw it at ${at.toISOString()}.${trust}`];
}

/** An expected error is printed as a sentence; of any other only its class. */
function sentence(error: unknown): string {
  if (error instanceof WrongUse) return error.message;
  if (error instanceof TypeError && "code" in error && String(error.code).startsWith("ERR_PARSE_ARGS")) return usage;
  return `the command failed (${error instanceof Error ? error.name : "unknown"})`;
}

try {
  const { lines, ok } = await check();
  process.stdout.write(`${lines.join("\n")}\n`);
  if (!ok) process.exitCode = 1;
} catch (error) {
  process.stderr.write(`${sentence(error)}\n`);
  process.exitCode = 1;
}
