import { type ChainLink, chainProblem, entryText, genesis } from "@assent/consent/ledger/ledger";
import { fromBase64, toBase64 } from "@assent/transparency/base64";
import { type Hash, leafHash } from "@assent/transparency/merkle";
import {
  addLeaves,
  consistencyPath,
  hashOver,
  inclusionPath,
  type NodeId,
  nodesOver,
} from "@assent/transparency/tree-nodes";
import { and, asc, eq, gt, max, or, sql } from "drizzle-orm";
import { chainEntry, sha256Hex } from "./ledger.ts";
import { lock } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerEntry } from "../schema/ledger-entry.ts";
import { ledgerNode } from "../schema/ledger-node.ts";

/**
 * The tree that was signed does not fit the ledger any more. `ledger-shorter`: entries of the tree are gone.
 * `ledger-broken`: the entry with this number does not follow from those before it.
 */
export class LedgerTreeError extends Error {
  override readonly name = "LedgerTreeError";

  constructor(
    readonly code: "ledger-shorter" | "ledger-broken" | "root-changed",
    readonly seq: number,
  ) {
    super(`${code} at ${seq}`);
  }
}

/** The bytes of an entry in the Merkle tree: its canonical JSON in UTF-8, over which its hash in the chain is taken too. */
export const entryLeaf = (entry: Parameters<typeof entryText>[0]): Hash =>
  leafHash(new TextEncoder().encode(entryText(entry)));

/** How many entries are in the tree. */
export async function treeSize(executor: Executor): Promise<number> {
  const [row] = await executor
    .select({ last: max(ledgerNode.position) })
    .from(ledgerNode)
    .where(eq(ledgerNode.level, 0));
  return row?.last === null || row?.last === undefined ? 0 : row.last + 1;
}

/**
 * Adds the entries to the tree that are not in it, `batch` of them in each transaction, and `most` in all. The ledger is
 * only read, so no decision waits. Each entry must follow from the one before it, so a chain that was broken since the
 * last time is not signed. Whether all of them are in it now. Errors: LedgerTreeError.
 */
export async function growTree(
  executor: Executor,
  { batch = 500, most = Number.POSITIVE_INFINITY }: { batch?: number; most?: number } = {},
): Promise<boolean> {
  for (let left = most; left > 0; left -= batch) {
    const limit = Math.min(batch, left);
    if ((await executor.transaction(async (tx) => growOnce(tx, limit))) < limit) return true;
  }
  return false;
}

async function growOnce(tx: Executor, limit: number): Promise<number> {
  await lock(tx, "ledger-tree");
  const size = await treeSize(tx);
  const { seq } = ledgerEntry;
  const [last, entries, edge] = await Promise.all([
    tx.select().from(ledgerEntry).where(eq(seq, size)),
    tx.select().from(ledgerEntry).where(gt(seq, size)).orderBy(asc(seq)).limit(limit),
    hashesOf(tx, nodesOver({ start: 0, end: size })),
  ]);
  let previous = size === 0 ? genesis : last[0];
  if (!previous) throw new LedgerTreeError("ledger-shorter", size);
  for (const entry of entries) {
    if (chainProblem(chainEntry(entry), previous, sha256Hex)) throw new LedgerTreeError("ledger-broken", entry.seq);
    previous = entry;
  }
  if (entries.length === 0) return 0;
  const leaves = entries.map((entry) => entryLeaf(chainEntry(entry)));
  const { added } = addLeaves(size, edge, leaves);
  await tx
    .insert(ledgerNode)
    .values(added.map(({ level, index, hash }) => ({ level, position: index, hash: toBase64(hash) })));
  return entries.length;
}

/** The root of the tree over the first `size` entries, which are in it. */
export async function treeRoot(executor: Executor, size: number): Promise<Hash> {
  return hashOver(await hashesOf(executor, nodesOver({ start: 0, end: size })));
}

/** The inclusion proof of the leaf at `index` in the tree of `size` leaves: RFC 6962, section 2.1.1. */
export async function inclusionProof(executor: Executor, index: number, size: number): Promise<Hash[]> {
  return hashesOver(executor, inclusionPath(index, size));
}

/** The consistency proof between the trees of `from` and of `to` leaves: RFC 6962, section 2.1.2. */
export async function consistencyProof(executor: Executor, from: number, to: number): Promise<Hash[]> {
  return hashesOver(executor, consistencyPath(from, to));
}

/** The leaf at this index, or null if the tree has none. */
export async function leafAt(executor: Executor, index: number): Promise<Hash | null> {
  const { level, position, hash } = ledgerNode;
  const [row] = await executor
    .select({ hash })
    .from(ledgerNode)
    .where(and(eq(level, 0), eq(position, index)));
  return row ? (fromBase64(row.hash) ?? null) : null;
}

/** The first entry that names this receipt, or null. */
export async function entryOfReceipt(executor: Executor, receiptId: string): Promise<ChainLink | null> {
  const [row] = await executor
    .select()
    .from(ledgerEntry)
    .where(eq(sql`${ledgerEntry.payload} ->> 'receipt'`, receiptId))
    .orderBy(asc(ledgerEntry.seq))
    .limit(1);
  return row ? chainEntry(row) : null;
}

/** The index of this leaf, or null if it is not in the tree. */
export async function indexOfLeaf(executor: Executor, leaf: Hash): Promise<number | null> {
  const [row] = await executor
    .select({ index: ledgerNode.position })
    .from(ledgerNode)
    .where(and(eq(ledgerNode.level, 0), eq(ledgerNode.hash, toBase64(leaf))))
    .orderBy(asc(ledgerNode.position))
    .limit(1);
  return row?.index ?? null;
}

/** The hashes of subtrees, each of which may need several nodes, in one query. */
async function hashesOver(executor: Executor, ranges: Parameters<typeof nodesOver>[0][]): Promise<Hash[]> {
  const parts = ranges.map(nodesOver);
  const hashes = await hashesOf(executor, parts.flat());
  let at = 0;
  return parts.map(({ length }) => hashOver(hashes.slice(at, (at += length))));
}

/** Throws if a node is missing, which would be an error of ours: the tree was asked for more than it has. */
async function hashesOf(executor: Executor, nodes: readonly NodeId[]): Promise<Hash[]> {
  if (nodes.length === 0) return [];
  const { level, position } = ledgerNode;
  const rows = await executor
    .select()
    .from(ledgerNode)
    .where(or(...nodes.map((node) => and(eq(level, node.level), eq(position, node.index)))));
  const found = new Map(rows.map((row) => [`${row.level} ${row.position}`, fromBase64(row.hash)]));
  return nodes.map(({ level, index }) => {
    const hash = found.get(`${level} ${index}`);
    if (!hash) throw new Error("The tree of the ledger lacks a node");
    return hash;
  });
}
