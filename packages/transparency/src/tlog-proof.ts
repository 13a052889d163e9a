import { fromBase64, toBase64 } from "./base64.ts";
import { type Checkpoint, readCheckpoint, readCount } from "./checkpoint.ts";
import type { Hash } from "./merkle.ts";

/** That an entry is in a log, as a file that can be checked without the log: https://c2sp.org/tlog-proof */
export interface LogProof {
  /** What the application needs besides, here the entry itself. Null if there is none. */
  readonly extra: Uint8Array | null;
  /** Of the entry, from 0. */
  readonly index: number;
  readonly hashes: readonly Hash[];
  /** The signed note. */
  readonly checkpoint: string;
}

const firstLine = "c2sp.org/tlog-proof@v1";

export function writeLogProof({ extra, index, hashes, checkpoint }: LogProof): string {
  const lines = [firstLine, ...(extra ? [`extra ${toBase64(extra)}`] : []), `index ${index}`, ...hashes.map(toBase64)];
  return `${lines.join("\n")}\n\n${checkpoint}`;
}

/** A proof that is not verified yet, with its checkpoint as it was written and as it was read; null if it is none. */
export function readLogProof(
  text: string,
): (Omit<LogProof, "checkpoint"> & { readonly checkpoint: Checkpoint }) | null {
  const end = text.indexOf("\n\n");
  const [first, ...lines] = text.slice(0, Math.max(end, 0)).split("\n");
  const encodedExtra = lines[0]?.startsWith("extra ") ? lines.shift()?.slice("extra ".length) : undefined;
  const extra = encodedExtra === undefined ? null : fromBase64(encodedExtra);
  const index = readCount(/^index (\d+)$/.exec(lines.shift() ?? "")?.[1] ?? "");
  const hashes = readHashes(lines);
  const checkpoint = readCheckpoint(text.slice(end + 2));
  if (first !== firstLine || index === null || !hashes || !checkpoint) return null;
  if (encodedExtra !== undefined && extra === null) return null;
  return { extra, index, hashes, checkpoint };
}

/** No proof of a tree that a number can count is longer. */
const maxHashes = 63;

/** Hashes, one a line; null if a line is none. */
export function readHashes(lines: readonly string[]): Hash[] | null {
  const hashes = lines.map(fromBase64);
  return lines.length <= maxHashes && hashes.every((hash) => hash?.length === 32) ? (hashes as Hash[]) : null;
}
