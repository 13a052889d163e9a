import { canonicalJson } from "./canonical-json.ts";

/** SHA-256 of UTF-8 text, in hexadecimal. It is an argument because this package contains no cryptography. */
export type Sha256 = (text: string) => string;

/** One link of the chain. It names an event by id and digest, and contains no personal data. */
export interface ChainLink {
  /** 1, 2, 3 … without a gap, in commit order. */
  readonly seq: number;
  /** When it happened, as an instant in milliseconds (`2026-01-02T03:04:05.678Z`). */
  readonly at: string;
  /** The type of the event. */
  readonly kind: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly previousHash: string;
  readonly hash: string;
}

export interface ChainHead {
  readonly seq: number;
  readonly hash: string;
}

/** The predecessor of the first entry. */
export const genesis: ChainHead = { seq: 0, hash: "0".repeat(64) };

/**
 * An event in the shape that the ledger digests. Null fields are left out, so that a new column changes no earlier
 * digest.
 */
export interface DigestedEvent {
  readonly id: string;
  readonly at: string;
  readonly type: string;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly pseudonym: string | null;
  readonly providerId: string | null;
  readonly purposeId: string | null;
  readonly receiptId: string | null;
  readonly language: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** A receipt in the shape that the ledger digests. `noticeHash` takes the place of its text. */
export interface DigestedReceipt {
  readonly id: string;
  readonly number: string;
  readonly pseudonym: string;
  readonly kind: string;
  readonly providerId: string | null;
  readonly providerName: string | null;
  readonly language: string;
  readonly noticeHash: string;
  readonly collectionMethod: string;
  readonly decidedAt: string;
  /** Takes the place of its snapshot; null in receipts from before there was one. */
  readonly snapshotHash: string | null;
  readonly items: readonly {
    readonly versionId: string;
    readonly attribute: string;
    readonly state: string;
    readonly mandatory: boolean;
    readonly source: string | null;
    /** Its legal basis if it has one of its own; missing in receipts from before there was one. */
    readonly basis?: string | null;
  }[];
}

/** An entry as canonical JSON, with its predecessor's hash: what its hash covers, and a leaf of the Merkle tree. */
export function entryText({ seq, at, kind, payload, previousHash }: Omit<ChainLink, "hash">): string {
  return canonicalJson({ entry: { seq, at, kind, payload }, previous: previousHash });
}

/** The hash of an entry in the chain. */
export function entryHash(entry: Omit<ChainLink, "hash">, sha256: Sha256): string {
  return sha256(entryText(entry));
}

export function eventDigest(event: DigestedEvent, sha256: Sha256): string {
  return sha256(canonicalJson(withoutNulls(event)));
}

/** Items are sorted by version and attribute, so the order in which they were read does not matter. */
export function receiptDigest(receipt: DigestedReceipt, sha256: Sha256): string {
  const items = receipt.items.map(withoutNulls).sort((a, b) => (itemKey(a) < itemKey(b) ? -1 : 1));
  return sha256(canonicalJson({ ...withoutNulls(receipt), items }));
}

const itemKey = ({ versionId, attribute }: { versionId?: unknown; attribute?: unknown }) =>
  `${String(versionId)} ${String(attribute)}`;

function withoutNulls<Row extends object>(row: Row): Partial<Row> {
  return Object.fromEntries(Object.entries(row).filter(([, field]) => field !== null)) as Partial<Row>;
}

/**
 * What is wrong with one entry, or null. `missing`: an entry before it is not there. `unlinked`: it names another
 * predecessor. `changed`: its content does not match its hash.
 */
export function chainProblem(
  entry: ChainLink,
  previous: ChainHead,
  sha256: Sha256,
): "missing" | "unlinked" | "changed" | null {
  if (entry.seq !== previous.seq + 1) return "missing";
  if (entryHash(entry, sha256) !== entry.hash) return "changed";
  return entry.previousHash === previous.hash ? null : "unlinked";
}
