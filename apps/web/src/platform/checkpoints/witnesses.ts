import "server-only";
import { addCosignature, type StoredCheckpoint, witnessedSize } from "@assent/database/audit/ledger-checkpoints";
import { consistencyProof } from "@assent/database/audit/ledger-tree";
import type { Database } from "@assent/database/engine/open";
import { FederationError } from "@assent/federation/federation-error";
import { writeAddCheckpoint } from "@assent/transparency/add-checkpoint";
import { readCheckpoint, readCount } from "@assent/transparency/checkpoint";
import { verifyCosignatures } from "@assent/transparency/cosignature";
import { isBy, type NoteKey, readSignatureLines, signatureLine, writeVerifierKey } from "@assent/transparency/note";
import { log } from "../log";

/** A witness, and how it is reached. */
export interface Witness {
  readonly address: string;
  readonly key: NoteKey;
}

/**
 * Asks a witness to sign a checkpoint (https://c2sp.org/tlog-witness), and keeps its line if it is right. A witness that
 * cannot be reached is asked again with the next checkpoint. One that knows a longer ledger than we have, or refuses the
 * proof, saw another history: that is an error in the log, `witness-disagrees`.
 */
export async function askWitness(
  { orm }: Pick<Database, "orm">,
  checkpoint: StoredCheckpoint,
  { witness: { address, key }, fetch }: { witness: Witness; fetch: typeof globalThis.fetch },
): Promise<void> {
  const verifierKey = writeVerifierKey(key);
  const { size } = checkpoint;
  let oldSize = await witnessedSize(orm, verifierKey);
  if (oldSize >= size) return;
  // It tells us its size if ours is wrong, once.
  for (const isLast of [false, true]) {
    const answer = await post(fetch, address, {
      ...{ oldSize, checkpoint: ownNote(checkpoint) },
      proof: await consistencyProof(orm, oldSize, size),
    });
    if (answer === null) return log("warn", "witness-unreachable", { code: key.name });
    if (answer.status === 200) return keep(orm, checkpoint, { key, verifierKey, lines: await answer.text() });
    const told = answer.status === 409 ? readCount((await answer.text()).trimEnd()) : null;
    if (answer.status === 422 || (told !== null && told > size))
      return log("error", "witness-disagrees", { code: key.name });
    if (told === null || isLast) return log("warn", "witness-refused", { code: key.name });
    oldSize = told;
  }
}

async function post(
  fetch: typeof globalThis.fetch,
  address: string,
  request: Parameters<typeof writeAddCheckpoint>[0],
) {
  try {
    return await fetch(`${address}/add-checkpoint`, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=utf-8" },
      body: writeAddCheckpoint(request),
    });
  } catch (error) {
    if (error instanceof FederationError) return null;
    throw error;
  }
}

/** With our own signature only: what others signed does not concern a witness. */
const ownNote = ({ note }: StoredCheckpoint): string => {
  const end = note.indexOf("\n", note.indexOf("\n\n") + 2);
  return note.slice(0, end + 1);
};

async function keep(
  orm: Database["orm"],
  { size, note }: StoredCheckpoint,
  { key, verifierKey, lines }: { key: NoteKey; verifierKey: string; lines: string },
): Promise<void> {
  const head = readCheckpoint(note)?.note.text ?? "";
  const line = readSignatureLines(lines)?.find((one) => isBy(one, key));
  const signed = line ? await verifyCosignatures(head, [line], [key]) : null;
  if (!line || !signed?.length) return log("error", "witness-answer-wrong", { code: key.name });
  await addCosignature(orm, { size, verifierKey, line: signatureLine(key, line.signature) });
}
