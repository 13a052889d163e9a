import { concatBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { isBy, isEd25519, type NoteKey, type NoteSignature, signatureTypes } from "./note.ts";

/** What a witness says: https://c2sp.org/tlog-cosignature, the type for Ed25519. */
export interface Cosignature {
  readonly name: string;
  /** When the witness signed, in seconds since 1970. */
  readonly time: number;
}

/** The message that a witness signs. `head` is the text of the checkpoint without signatures. */
export const cosignedMessage = (head: string, time: number): Uint8Array =>
  utf8ToBytes(`cosignature/v1\ntime ${time}\n${head}`);

/** The bytes that follow the key id in a witness's line: eight for the time, then the signature. */
export function writeCosignature(time: number, signature: Uint8Array): Uint8Array {
  const seconds = new Uint8Array(8);
  new DataView(seconds.buffer).setBigUint64(0, BigInt(time));
  return concatBytes(seconds, signature);
}

/**
 * What the witnesses with these keys said about a checkpoint. Lines of others are ignored. Null if a line that names one
 * of the keys is wrong.
 */
export async function verifyCosignatures(
  head: string,
  signatures: readonly NoteSignature[],
  witnesses: readonly NoteKey[],
): Promise<Cosignature[] | null> {
  const found: Cosignature[] = [];
  for (const line of signatures) {
    const key = witnesses.find((witness) => witness.type === signatureTypes.cosignature && isBy(line, witness));
    if (!key) continue;
    const time = line.signature.length === 72 ? new DataView(line.signature.buffer).getBigUint64(0) : 0n;
    // Zero would say nothing about when this was the largest tree.
    if (time === 0n || time > BigInt(Number.MAX_SAFE_INTEGER)) return null;
    const message = cosignedMessage(head, Number(time));
    if (!(await isEd25519(line.signature.slice(8), message, key.publicKey))) return null;
    found.push({ name: key.name, time: Number(time) });
  }
  return found;
}
