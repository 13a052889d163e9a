import { fromBase64, toBase64 } from "./base64.ts";
import type { Hash } from "./merkle.ts";
import { readNote, type SignedNote } from "./note.ts";

/** The head of a log: https://c2sp.org/tlog-checkpoint */
export interface TreeHead {
  /** Names the log, like `id.example.org/ledger`. */
  readonly origin: string;
  /** How many entries the log had. */
  readonly size: number;
  readonly root: Hash;
}

export interface Checkpoint extends TreeHead {
  readonly note: SignedNote;
}

/** The text that is signed, with its last newline. */
export function writeTreeHead({ origin, size, root }: TreeHead): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** A checkpoint whose signatures are not verified yet; null if it is none. Extension lines are kept in `note.text`. */
export function readCheckpoint(text: string): Checkpoint | null {
  const note = readNote(text);
  if (!note) return null;
  const [origin = "", digits = "", encoded = "", ...extensions] = note.text.slice(0, -1).split("\n");
  const size = readCount(digits);
  const root = fromBase64(encoded);
  if (origin === "" || size === null || root?.length !== 32 || extensions.includes("")) return null;
  return { origin, size, root, note };
}

/** A number without sign and leading zeros; null for any other text. */
export function readCount(digits: string): number | null {
  if (!/^(0|[1-9]\d{0,15})$/.test(digits)) return null;
  const count = Number(digits);
  return Number.isSafeInteger(count) ? count : null;
}
