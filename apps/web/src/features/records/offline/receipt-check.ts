import { readSignedClaims, signedReceiptType } from "@assent/consent/receipt/receipt-signed";
import type { Timestamp } from "@assent/crypto/timestamp-token";
import { type PublicSignatureKey, type SignatureKey, verifyPayload } from "@assent/crypto/verify-payload";
import { sameBytes } from "@assent/transparency/base64";
import { type Checkpoint, readCheckpoint } from "@assent/transparency/checkpoint";
import { type Cosignature, verifyCosignatures } from "@assent/transparency/cosignature";
import { isIncluded, leafHash } from "@assent/transparency/merkle";
import { readVerifierKey, signatureTypes, verifyNote } from "@assent/transparency/note";
import { readLogProof } from "@assent/transparency/tlog-proof";
import * as z from "zod/mini";
import type { SignedRecord } from "./record-facts";

// No database, no network, nothing of the server: it runs in a browser and in a command.

/** What a receipt is checked with. Every field but the token is the text of a file. */
export interface CheckedFiles {
  /** The signed receipt. */
  readonly receipt: string;
  /** The JWK Set of the organisation, from /.well-known/jwks.json. */
  readonly keys: string;
  /** Its ledger proof (https://c2sp.org/tlog-proof), or "". */
  readonly proof: string;
  /** Verifier keys of the ledger, and of witnesses, one a line. */
  readonly verifierKeys: string;
  /** A checkpoint that was kept elsewhere, or "" for the one in the proof alone. */
  readonly checkpoint: string;
  /** The timestamp token (DER) of the checkpoint in the proof; missing if there is none. */
  readonly timestamp?: Uint8Array | null;
  /** Certificates (PEM) of timestamping authorities that are trusted. Without any, the signer is named and not trusted. */
  readonly authorities?: string;
}

/** What is wrong, in the order in which it is looked at. */
export type CheckProblem =
  /** Not signed by one of these keys, changed, or no receipt. */
  | "receipt"
  /** The JWK Set is none. */
  | "keys"
  /** The proof, or the checkpoint that was kept, is none. */
  | "proof"
  /** No key of these signed the checkpoint, or a line of one of them is wrong. */
  | "checkpoint"
  /** The checkpoint that was kept is of another ledger, or of another size. */
  | "other-checkpoint"
  /** The checkpoint that was kept has another root for the same size: the ledger has two histories. */
  | "two-histories"
  /** The timestamp is of another checkpoint, is not signed by an authority that is trusted, or needs a ledger proof. */
  | "timestamp"
  /** The entry is not in the tree. */
  | "inclusion"
  /** The entry is of another receipt, or of this one before it was changed. */
  | "entry";

export interface CheckedReceipt extends SignedRecord {
  readonly kid: string;
  readonly number: string;
  /** ISO 8601. */
  readonly decidedAt: string;
  /** Seconds since 1970. */
  readonly signedAt: number;
  /** Null without a proof. */
  readonly ledger: {
    readonly origin: string;
    /** The number of its entry, from 1. */
    readonly seq: number;
    /** How many entries were signed. */
    readonly size: number;
    /** Whether the receipt itself names the hash of its entry; if not, the entry names the receipt by id only. */
    readonly isNamed: boolean;
    readonly witnesses: readonly Cosignature[];
    /** When an authority saw the checkpoint; null without a token. */
    readonly timestamp: Timestamp | null;
  } | null;
}

export type ReceiptCheck =
  { readonly ok: true; readonly receipt: CheckedReceipt } | { readonly ok: false; readonly problem: CheckProblem };

const failed = (problem: CheckProblem): ReceiptCheck => ({ ok: false, problem });

/** Checks a signed receipt and, if there is one, its place in the signed ledger. Never throws, for any text. */
export async function checkReceipt(given: CheckedFiles): Promise<ReceiptCheck> {
  const files = { ...given, proof: asWritten(given.proof), checkpoint: asWritten(given.checkpoint) };
  const keys = readKeys(files.keys);
  if (!keys) return failed("keys");
  const jws = files.receipt.replaceAll(/\s/g, "");
  const signature = await verifyPayload(jws, { type: signedReceiptType, keys });
  const claims = signature.ok ? readSignedClaims(signature.payload) : null;
  if (!signature.ok || !claims) return failed("receipt");
  const { id, number, kind, actor, collectionMethod, asked, decidedAt, signedAt } = claims;
  const read = { kid: signature.kid, number, kind, actor, collectionMethod, asked, decidedAt, signedAt };
  if (files.proof === "" && files.timestamp) return failed("timestamp");
  if (files.proof === "") return { ok: true, receipt: { ...read, ledger: null } };
  const ledger = await checkPlace(files, { id, place: placeOf(signature.payload) });
  return typeof ledger === "string" ? failed(ledger) : { ok: true, receipt: { ...read, ledger } };
}

/**
 * Text that went through a form: browsers send CRLF (https://html.spec.whatwg.org/#multipart-form-data), and
 * copying loses the newline at the end.
 */
function asWritten(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").trim();
  return lines === "" ? "" : `${lines}\n`;
}

interface Place {
  readonly seq: number;
  readonly hash: string;
}

async function checkPlace(
  files: CheckedFiles,
  { id, place }: { id: string; place: Place | null },
): Promise<NonNullable<CheckedReceipt["ledger"]> | CheckProblem> {
  const proof = readLogProof(files.proof);
  const kept = files.checkpoint === "" ? null : readCheckpoint(files.checkpoint);
  if (!proof?.extra || (files.checkpoint !== "" && !kept)) return "proof";
  const { index, hashes, extra, checkpoint } = proof;
  const { origin, size, root, note } = checkpoint;
  const keys = files.verifierKeys.split(/\s+/).flatMap((line) => readVerifierKey(line) ?? []);
  const ofLog = keys.filter(({ name, type }) => name === origin && type === signatureTypes.ed25519);
  const signers = await verifyNote(note, ofLog);
  const witnesses = await verifyCosignatures(note.text, note.signatures, keys);
  if (!signers || !witnesses) return "checkpoint";
  const other = kept && differs(checkpoint, kept);
  if (other) return other;
  const timestamp = await timestampOf(note.text, files);
  if (timestamp === undefined) return "timestamp";
  if (!isIncluded({ index, size, leaf: leafHash(extra), proof: hashes, root })) return "inclusion";
  const entry = readEntry(extra);
  if (!entry || entry.seq !== index + 1 || entry.receipt !== id) return "entry";
  if (place && (place.seq !== entry.seq || place.hash !== (await sha256(extra)))) return "entry";
  return { origin, seq: entry.seq, size, isNamed: place !== null, witnesses, timestamp };
}

/** Null without a token; undefined if it is wrong. It is read by code that is loaded for it alone, because it is large. */
async function timestampOf(
  head: string,
  { timestamp: token, authorities = "" }: CheckedFiles,
): Promise<Timestamp | null | undefined> {
  if (!token) return null;
  const { readTimestamp } = await import("@assent/crypto/timestamp-token");
  const trusted = authorities.trim() === "" ? null : authorities;
  return (await readTimestamp(token, { bytes: new TextEncoder().encode(head), trusted })) ?? undefined;
}

function differs(checkpoint: Checkpoint, kept: Checkpoint): CheckProblem | null {
  if (kept.origin !== checkpoint.origin || kept.size !== checkpoint.size) return "other-checkpoint";
  return sameBytes(kept.root, checkpoint.root) ? null : "two-histories";
}

const keySet = z.object({
  keys: z.array(z.object({ kid: z.string(), kty: z.literal("OKP"), crv: z.literal("Ed25519"), x: z.string() })),
});

function readKeys(text: string): SignatureKey[] | null {
  const read = keySet.safeParse(parse(text));
  if (!read.success) return null;
  return read.data.keys.map(({ kid, kty, crv, x }) => ({
    kid,
    publicKey: { kty, crv, x } satisfies PublicSignatureKey,
  }));
}

const placed = z.object({ ledger: z.object({ seq: z.number(), hash: z.string() }) });

/** Where the receipt says that it is in the ledger; null for one from before receipts said so. */
function placeOf(payload: unknown): Place | null {
  const read = placed.safeParse(payload);
  return read.success ? read.data.ledger : null;
}

const leaf = z.object({ entry: z.object({ seq: z.number(), payload: z.object({ receipt: z.string() }) }) });

/** The entry in a leaf; null if it is none, or of no receipt. */
function readEntry(bytes: Uint8Array): { seq: number; receipt: string } | null {
  const read = leaf.safeParse(parse(new TextDecoder().decode(bytes)));
  return read.success ? { seq: read.data.entry.seq, receipt: read.data.entry.payload.receipt } : null;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function sha256(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new Uint8Array(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
