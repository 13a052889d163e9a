import "server-only";
import {
  checkpointOf,
  newestCheckpoint,
  type StoredCheckpoint,
  timestampOf,
} from "@assent/database/audit/ledger-checkpoints";
import { consistencyProof, inclusionProof, indexOfLeaf, leafAt, treeRoot } from "@assent/database/audit/ledger-tree";
import { toBase64 } from "@assent/transparency/base64";
import { database } from "@/platform/database";
import { env } from "@/platform/env";
import { verifierKeys } from "@/platform/checkpoints/checkpoints";
import { jsonWebKeySet } from "@/platform/signing/signing";

// Open to everyone: hashes and numbers, from which nothing about a person can be learned.

export type { StoredCheckpoint };

/** The newest signed head, or the one of exactly this size; null if there is none. */
export async function publicCheckpoint(size: number | null): Promise<StoredCheckpoint | null> {
  const { orm } = database();
  return size === null ? newestCheckpoint(orm) : checkpointOf(orm, size);
}

/** The timestamp token (DER) of the newest head or the one of this size; null if it has none. */
export async function publicTimestamp(size: number | null): Promise<Uint8Array<ArrayBuffer> | null> {
  const checkpoint = await publicCheckpoint(size);
  const stamp = checkpoint && (await timestampOf(database().orm, checkpoint.size));
  return stamp ? new Uint8Array(Buffer.from(stamp.token, "base64")) : null;
}

/** The verifier keys of signed heads, the one in use first. */
export async function publicVerifierKeys(): Promise<string[]> {
  return verifierKeys(database());
}

/** What a receipt of ours and its ledger proof are checked with, each as the text of a file. */
export async function checkingKeys() {
  const [keys, ofLedger] = await Promise.all([jsonWebKeySet(), publicVerifierKeys()]);
  return {
    keys: JSON.stringify(keys),
    verifierKeys: ofLedger.join("\n"),
    authorities: env().timestamps?.trusted ?? "",
  };
}

interface Refused {
  readonly error: "not-signed" | "not-in-tree";
}

/**
 * That an entry is in the tree of `size` entries, by its index or its leaf hash. `not-signed`: no checkpoint covers so
 * many entries yet. Hashes are in Base 64.
 */
export async function inclusionOf(
  entry: { readonly index: number } | { readonly leaf: Uint8Array },
  asked: number | null,
) {
  const { orm } = database();
  const size = await signedSize(asked);
  if (size === null) return refused("not-signed");
  const index = "index" in entry ? entry.index : await indexOfLeaf(orm, entry.leaf);
  if (index === null || index >= size) return refused("not-in-tree");
  const [leaf, proof, root] = await Promise.all([
    leafAt(orm, index),
    inclusionProof(orm, index, size),
    treeRoot(orm, size),
  ]);
  if (!leaf) return refused("not-in-tree");
  return { index, size, leafHash: toBase64(leaf), root: toBase64(root), proof: proof.map(toBase64) };
}

/** That the tree of `to` entries begins with the one of `from`. */
export async function consistencyOf(from: number, asked: number | null) {
  const { orm } = database();
  const to = await signedSize(asked);
  if (to === null) return refused("not-signed");
  if (from > to) return refused("not-in-tree");
  const [proof, fromRoot, toRoot] = await Promise.all([
    consistencyProof(orm, from, to),
    treeRoot(orm, from),
    treeRoot(orm, to),
  ]);
  return { from, to, fromRoot: toBase64(fromRoot), toRoot: toBase64(toRoot), proof: proof.map(toBase64) };
}

const refused = (error: Refused["error"]): Refused => ({ error });

/** The size that was asked for, or that of the newest head; null if no head covers so many entries. */
async function signedSize(asked: number | null): Promise<number | null> {
  const newest = (await newestCheckpoint(database().orm))?.size ?? 0;
  const size = asked ?? newest;
  return size > newest || size === 0 ? null : size;
}
