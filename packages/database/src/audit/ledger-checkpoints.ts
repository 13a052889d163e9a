import { fromBase64, sameBytes, toBase64 } from "@assent/transparency/base64";
import type { TreeHead } from "@assent/transparency/checkpoint";
import { asc, desc, eq } from "drizzle-orm";
import { LedgerTreeError, treeRoot, treeSize } from "./ledger-tree.ts";
import { lock } from "../engine/locks.ts";
import type { Executor } from "../engine/orm.ts";
import { ledgerCheckpoint } from "../schema/ledger-checkpoint.ts";
import { ledgerCosignature } from "../schema/ledger-cosignature.ts";
import { ledgerTimestamp } from "../schema/ledger-timestamp.ts";

export interface StoredCheckpoint {
  readonly size: number;
  /** In Base 64. */
  readonly root: string;
  readonly origin: string;
  /** Of the key that signed it. */
  readonly kid: string;
  /** The signed note, with the lines of witnesses below our own. */
  readonly note: string;
  readonly createdAt: Date;
}

interface Signed {
  readonly origin: string;
  readonly kid: string;
  readonly note: string;
}

/** The newest checkpoint, or null if there is none yet. */
export async function newestCheckpoint(executor: Executor): Promise<StoredCheckpoint | null> {
  const [row] = await executor.select().from(ledgerCheckpoint).orderBy(desc(ledgerCheckpoint.size)).limit(1);
  return row ? withCosignatures(executor, row) : null;
}

/** The checkpoint of exactly this size, or null. */
export async function checkpointOf(executor: Executor, size: number): Promise<StoredCheckpoint | null> {
  const [row] = await executor.select().from(ledgerCheckpoint).where(eq(ledgerCheckpoint.size, size));
  return row ? withCosignatures(executor, row) : null;
}

async function withCosignatures(executor: Executor, row: StoredCheckpoint): Promise<StoredCheckpoint> {
  const { size, line, createdAt, verifierKey } = ledgerCosignature;
  const lines = await executor
    .select({ line })
    .from(ledgerCosignature)
    .where(eq(size, row.size))
    .orderBy(asc(createdAt), asc(verifierKey));
  return { ...row, note: row.note + lines.map(({ line: one }) => one).join("") };
}

/**
 * Signs the tree as it is stored now, unless its newest checkpoint is of this size. Before that it works out the root of
 * the newest checkpoint again: two checkpoints that are signed here are always of one history. Null for an empty tree.
 * Errors: LedgerTreeError root-changed; those of `sign`.
 */
export async function addCheckpoint(
  executor: Executor,
  sign: (head: Omit<TreeHead, "origin">) => Promise<Signed>,
): Promise<StoredCheckpoint | null> {
  return executor.transaction(async (tx) => {
    await lock(tx, "ledger-tree");
    const [size, newest] = await Promise.all([treeSize(tx), newestCheckpoint(tx)]);
    if (newest) await requireRoot(tx, newest);
    if (size === 0 || newest?.size === size) return newest;
    const root = await treeRoot(tx, size);
    const signed = await sign({ size, root });
    const [row] = await tx
      .insert(ledgerCheckpoint)
      .values({ size, root: toBase64(root), ...signed })
      .returning();
    return row ?? null;
  });
}

async function requireRoot(tx: Executor, { size, root }: StoredCheckpoint): Promise<void> {
  const [now, was] = [await treeRoot(tx, size), fromBase64(root)];
  if (!was || !sameBytes(now, was)) throw new LedgerTreeError("root-changed", size);
}

/** Where and with which keys heads were signed, oldest first: a log's name and key make up a verifier key. */
export async function checkpointSigners(executor: Executor): Promise<{ origin: string; kid: string }[]> {
  const { origin, kid } = ledgerCheckpoint;
  return executor.selectDistinct({ origin, kid }).from(ledgerCheckpoint).orderBy(asc(origin), asc(kid));
}

/** Keeps a witness's line. A second one by the same key changes nothing. */
export async function addCosignature(
  executor: Executor,
  cosignature: { size: number; verifierKey: string; line: string },
): Promise<void> {
  await executor.insert(ledgerCosignature).values(cosignature).onConflictDoNothing();
}

/** The size of the newest checkpoint that this witness signed, 0 if there is none. */
export async function witnessedSize(executor: Executor, verifierKey: string): Promise<number> {
  const { size } = ledgerCosignature;
  const [row] = await executor
    .select({ size })
    .from(ledgerCosignature)
    .where(eq(ledgerCosignature.verifierKey, verifierKey))
    .orderBy(desc(size))
    .limit(1);
  return row?.size ?? 0;
}

/** Keeps the token of a timestamping authority. A second one for the same checkpoint changes nothing. */
export async function addTimestamp(
  executor: Executor,
  timestamp: { size: number; at: Date; token: string },
): Promise<void> {
  await executor.insert(ledgerTimestamp).values(timestamp).onConflictDoNothing();
}

/** The token for this checkpoint and the time in it, or null. */
export async function timestampOf(executor: Executor, size: number): Promise<{ at: Date; token: string } | null> {
  const { at, token } = ledgerTimestamp;
  const [row] = await executor.select({ at, token }).from(ledgerTimestamp).where(eq(ledgerTimestamp.size, size));
  return row ?? null;
}
