import { createHash } from "node:crypto";
import type { ReceiptRecord } from "@assent/consent/receipt/receipt-record";
import { type LedgerPlace, signedReceiptClaims } from "@assent/consent/receipt/receipt-signed";
import { canonicalSnapshot, type ReceiptSnapshot } from "@assent/consent/receipt/snapshot";
import { sql } from "drizzle-orm";
import type { Issuer, SealedKey } from "../engine/issuer.ts";
import type { Database } from "../engine/open.ts";
import type { Executor } from "../engine/orm.ts";
import { receiptSignature } from "../schema/receipt-signature.ts";

/** What holds while this transaction decides. */
interface Standing {
  readonly sensitive: readonly string[];
  /** Null before the first start of the app made one. Receipts are then signed when they are downloaded. */
  readonly key: SealedKey | null;
}

interface Deciding {
  readonly issuer: Issuer | null;
  readonly made: ReceiptRecord[];
  standing?: Promise<Standing>;
}

const transactions = new WeakMap<Executor, Deciding>();

/**
 * A transaction that may make receipts. Before it commits it adds its entries to the ledger, and stores each receipt
 * signed, with the place of its entry, so that every receipt that exists can be shown as it was made. The ledger stays
 * locked from there to the end of the commit: one more round trip, because the signatures travel together with COMMIT.
 */
export async function deciding<Result>(database: Database, work: (tx: Executor) => Promise<Result>): Promise<Result> {
  let storing: Promise<unknown> = Promise.resolve();
  const result = await database.orm.transaction(async (tx) => {
    const of: Deciding = { issuer: database.issuer, made: [] };
    transactions.set(tx, of);
    const done = await work(tx);
    const signatures = await signaturesOf(tx, of);
    if (signatures.length > 0) storing = tx.insert(receiptSignature).values(signatures).execute();
    // It is awaited below. PostgreSQL undoes the transaction if it fails, and answers COMMIT without an error.
    storing.catch(() => undefined);
    return done;
  });
  await storing;
  return result;
}

function decidingIn(tx: Executor): Deciding {
  const found = transactions.get(tx);
  if (!found) throw new Error("Receipts are made within deciding() only");
  return found;
}

/** Reads, once in a transaction, what its receipts need. Started early, it travels with the guards. */
export function standing(tx: Executor): Promise<Standing> {
  const of = decidingIn(tx);
  of.standing ??= readStanding(tx);
  return of.standing;
}

async function readStanding(tx: Executor): Promise<Standing> {
  const [row] = await tx.execute<{ sensitive: string[]; key: SealedKey | null }>(sql`
    select (select coalesce(jsonb_agg(key), '[]') from attribute where sensitive) as sensitive,
      (select jsonb_build_object('id', id, 'kid', kid, 'privateKeySealed', private_key_sealed)
        from signing_key where retired_at is null) as key`);
  return row ?? { sensitive: [], key: null };
}

/** What a receipt is frozen from, beside its own fields. */
export interface Frozen extends Pick<ReceiptSnapshot, "actor"> {
  readonly attributes: readonly string[];
  readonly before?: ReceiptSnapshot["before"];
}

export const neverAgreed: ReceiptSnapshot["before"] = { live: [], expired: [] };

/** The snapshot of a receipt and its hash; both null where no one issues receipts. */
export async function snapshotOf(
  tx: Executor,
  { actor, attributes, before = neverAgreed }: Frozen,
): Promise<{ snapshot: ReceiptSnapshot; snapshotHash: string } | { snapshot: null; snapshotHash: null }> {
  const { issuer } = decidingIn(tx);
  if (!issuer) return { snapshot: null, snapshotHash: null };
  const { origin, jurisdiction } = issuer;
  const { sensitive } = await standing(tx);
  const snapshot: ReceiptSnapshot = {
    ...{ format: 1, origin, jurisdiction },
    actor: { kind: actor.kind, channel: actor.channel },
    sensitive: [...new Set(attributes.filter((key) => sensitive.includes(key)))].sort(),
    before: { live: [...before.live].sort(), expired: [...before.expired].sort() },
  };
  return { snapshot, snapshotHash: createHash("sha256").update(canonicalSnapshot(snapshot)).digest("hex") };
}

/** Notes a receipt that was stored, so that it is signed before the commit. One without a snapshot is not signed. */
export function noteMade(
  tx: Executor,
  receipt: Omit<ReceiptRecord, "snapshot"> & { readonly snapshot: ReceiptSnapshot | null },
): void {
  if (receipt.snapshot) decidingIn(tx).made.push({ ...receipt, snapshot: receipt.snapshot });
}

async function signaturesOf(tx: Executor, { issuer, made }: Deciding): Promise<{ receiptId: string; jws: string }[]> {
  if (!issuer || made.length === 0) return [];
  const { key } = await standing(tx);
  if (!key) return [];
  const places = await recordNow(
    tx,
    made.map(({ id }) => id),
  );
  return Promise.all(
    made.map(async (receipt) => {
      const ledger = places.get(receipt.id) ?? null;
      return { receiptId: receipt.id, jws: await issuer.sign(signedReceiptClaims(receipt, { ledger }), key) };
    }),
  );
}

/**
 * Adds the entries of this transaction to the ledger now, instead of at its commit. Returns, for each receipt, the newest
 * entry that names it: its hash covers the ones before it.
 */
async function recordNow(tx: Executor, receiptIds: readonly string[]): Promise<ReadonlyMap<string, LedgerPlace>> {
  const ids = sql.join(
    receiptIds.map((id) => sql`${id}::text`),
    sql`, `,
  );
  const [, entries] = await Promise.all([
    tx.execute(sql`set constraints event_is_recorded immediate`),
    tx.execute<{ receipt: string; seq: number; hash: string }>(sql`
      select payload ->> 'receipt' as receipt, seq, hash from ledger_entry
      where payload ->> 'receipt' in (${ids}) order by seq`),
  ]);
  return new Map(entries.map(({ receipt, seq, hash }) => [receipt, { seq, hash }]));
}
