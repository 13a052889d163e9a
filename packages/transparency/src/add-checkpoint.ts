import { toBase64 } from "./base64.ts";
import { type Checkpoint, readCheckpoint, readCount } from "./checkpoint.ts";
import type { Hash } from "./merkle.ts";
import { readHashes } from "./tlog-proof.ts";

/** The request to a witness: https://c2sp.org/tlog-witness, "add-checkpoint". */
export interface AddCheckpoint {
  /** Of the newest checkpoint that the witness signed, 0 if there is none. */
  readonly oldSize: number;
  /** From the tree of that size to the one of the checkpoint. */
  readonly proof: readonly Hash[];
  /** The signed note. */
  readonly checkpoint: string;
}

export function writeAddCheckpoint({ oldSize, proof, checkpoint }: AddCheckpoint): string {
  return `${[`old ${oldSize}`, ...proof.map(toBase64)].join("\n")}\n\n${checkpoint}`;
}

/** What a witness reads; null if it is not such a request. Nothing is verified. */
export function readAddCheckpoint(
  text: string,
): (Omit<AddCheckpoint, "checkpoint"> & { readonly checkpoint: Checkpoint }) | null {
  const end = text.indexOf("\n\n");
  const [first = "", ...lines] = text.slice(0, Math.max(end, 0)).split("\n");
  const oldSize = readCount(/^old (\d+)$/.exec(first)?.[1] ?? "");
  const proof = readHashes(lines);
  const checkpoint = readCheckpoint(text.slice(end + 2));
  return oldSize === null || !proof || !checkpoint ? null : { oldSize, proof, checkpoint };
}
