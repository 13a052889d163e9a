import { addCheckpoint, checkpointSigners, type StoredCheckpoint } from "@assent/database/audit/ledger-checkpoints";
import { findWrongHead, type HeadProblem } from "@assent/database/audit/ledger-heads";
import { growTree } from "@assent/database/audit/ledger-tree";
import { currentSigningKey, publishedKeys } from "@assent/database/audit/signing-keys";
import type { Database } from "@assent/database/engine/open";
import { signBytes } from "@assent/crypto/signature";
import { type Checkpoint, type TreeHead, writeTreeHead } from "@assent/transparency/checkpoint";
import { readVerifierKey, signatureLine, verifyNote, writeVerifierKey } from "@assent/transparency/note";
import { env } from "../env";
import { checkpointKeyContext } from "../signing/new-signing-key";
import { noteKeyOf } from "./note-key";

/**
 * Signs the ledger as it is now, and returns that head; the newest one if nothing was added since, and null if the
 * ledger is empty, or if more than `most` entries would have to be added to its tree first. Errors: LedgerTreeError, if
 * the ledger is not the one that was signed before.
 */
export async function signLedger(
  { orm }: Pick<Database, "orm">,
  { most }: { most?: number } = {},
): Promise<StoredCheckpoint | null> {
  if (!(await growTree(orm, most === undefined ? {} : { most }))) return null;
  const key = await currentSigningKey(orm, "checkpoint");
  if (!key) throw new Error("There is no key for checkpoints");
  return addCheckpoint(orm, (head) => Promise.resolve(signHead(head, key)));
}

function signHead(head: Omit<TreeHead, "origin">, key: NonNullable<Awaited<ReturnType<typeof currentSigningKey>>>) {
  const { ledgerOrigin: origin, seal } = env();
  const text = writeTreeHead({ ...head, origin });
  const signature = signBytes(new TextEncoder().encode(text), {
    ...{ key, ...seal, context: checkpointKeyContext(key.id) },
  });
  return { origin, kid: key.kid, note: `${text}\n${signatureLine(noteKeyOf(origin, key), signature)}` };
}

/**
 * The first head that was signed and that the ledger as it is does not have, or null; `kept` is one that was kept
 * elsewhere. Reads the whole ledger.
 */
export async function wrongHead(
  opened: Pick<Database, "orm">,
  { kept = null }: { kept?: TreeHead | null } = {},
): Promise<HeadProblem | null> {
  const isSigned = await signedByUs(opened);
  return findWrongHead(opened.orm, { kept, isSigned });
}

/** Whether one of our keys, in use or earlier, signed a checkpoint. */
export async function signedByUs(opened: Pick<Database, "orm">): Promise<(checkpoint: Checkpoint) => Promise<boolean>> {
  const keys = (await verifierKeys(opened)).flatMap((key) => readVerifierKey(key) ?? []);
  return async ({ origin, note }) =>
    (await verifyNote(
      note,
      keys.filter(({ name }) => name === origin),
    )) !== null;
}

/**
 * Every key that signed heads, or will sign the next, as verifier keys of signed notes: the one in use first, and
 * earlier ones with each name under which they signed.
 */
export async function verifierKeys({ orm }: Pick<Database, "orm">): Promise<string[]> {
  const [keys, signers] = await Promise.all([publishedKeys(orm, "checkpoint"), checkpointSigners(orm)]);
  const current = keys.filter(({ retiredAt }) => retiredAt === null).map((key) => noteKeyOf(env().ledgerOrigin, key));
  const earlier = signers.flatMap(({ origin, kid }) => {
    const key = keys.find((one) => one.kid === kid);
    return key ? [noteKeyOf(origin, key)] : [];
  });
  return [...new Set([...current, ...earlier].map(writeVerifierKey))];
}
