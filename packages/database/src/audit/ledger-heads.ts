import { fromBase64, sameBytes } from "@assent/transparency/base64";
import { type Checkpoint, readCheckpoint, type TreeHead } from "@assent/transparency/checkpoint";
import type { Hash } from "@assent/transparency/merkle";
import { addLeaves, hashOver } from "@assent/transparency/tree-nodes";
import { and, asc, gt, lte } from "drizzle-orm";
import { chainEntry } from "./ledger.ts";
import { entryLeaf } from "./ledger-tree.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerCheckpoint } from "../schema/ledger-checkpoint.ts";
import { ledgerEntry } from "../schema/ledger-entry.ts";

/**
 * A head that was signed and that the ledger as it is does not have. `checkpoint-ahead`: it has more entries than the
 * ledger. `checkpoint-differs`: the tree over the entries has another root. `checkpoint-unsigned`: it is not a checkpoint of
 * what its row says, or `isSigned` says that none of our keys signed it.
 */
export interface HeadProblem {
  readonly problem: "checkpoint-ahead" | "checkpoint-differs" | "checkpoint-unsigned";
  readonly size: number;
}

interface HeadOptions {
  /** Whether one of our keys signed it. */
  readonly isSigned: (checkpoint: Checkpoint) => Promise<boolean>;
  /** A checkpoint that was kept elsewhere, already verified. */
  readonly kept?: TreeHead | null;
  /** Entries per query, which bounds the memory. */
  readonly batch?: number;
}

/**
 * Builds the tree again from the entries alone, and compares every checkpoint that was ever made with it; the first
 * problem, or null. The stored nodes are not looked at: those who could change the ledger can change them too.
 */
export async function findWrongHead(
  executor: Executor,
  { isSigned, kept = null, batch = 500 }: HeadOptions,
): Promise<HeadProblem | null> {
  const stored = await executor.select().from(ledgerCheckpoint).orderBy(asc(ledgerCheckpoint.size));
  const heads: { size: number; root: Hash | null }[] = kept ? [kept] : [];
  for (const { size, root, note } of stored) {
    const checkpoint = readCheckpoint(note);
    const encoded = fromBase64(root);
    const isSame = checkpoint?.size === size && encoded && sameBytes(checkpoint.root, encoded);
    if (!isSame || !(await isSigned(checkpoint))) return { problem: "checkpoint-unsigned", size };
    heads.push({ size, root: encoded });
  }
  heads.sort((a, b) => a.size - b.size);
  return firstDifference(executor, heads, batch);
}

async function firstDifference(
  executor: Executor,
  heads: readonly { size: number; root: Hash | null }[],
  batch: number,
): Promise<HeadProblem | null> {
  let [size, edge]: [number, readonly Hash[]] = [0, []];
  for (const head of heads) {
    while (size < head.size) {
      const leaves = await nextLeaves(executor, size, Math.min(size + batch, head.size));
      if (leaves.length === 0) return { problem: "checkpoint-ahead", size: head.size };
      ({ edge } = addLeaves(size, edge, leaves));
      size += leaves.length;
    }
    if (!head.root || !sameBytes(hashOver(edge), head.root)) return { problem: "checkpoint-differs", size: head.size };
  }
  return null;
}

async function nextLeaves(executor: Executor, after: number, until: number): Promise<Hash[]> {
  const { seq } = ledgerEntry;
  const entries = await executor
    .select()
    .from(ledgerEntry)
    .where(and(gt(seq, after), lte(seq, until)))
    .orderBy(asc(seq));
  return entries.map((entry) => entryLeaf(chainEntry(entry)));
}
