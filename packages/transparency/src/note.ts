import { sha256 } from "@noble/hashes/sha2.js";
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { fromBase64, sameBytes, toBase64 } from "./base64.ts";

/**
 * Signed notes: text with signature lines below it, https://c2sp.org/signed-note. The functions for text that comes from
 * elsewhere answer null and never throw.
 */
export interface SignedNote {
  /** With its last newline. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export interface NoteSignature {
  readonly name: string;
  /** Four bytes. */
  readonly keyId: Uint8Array;
  readonly signature: Uint8Array<ArrayBuffer>;
}

/** The signature types of the specification that are used here. */
export const signatureTypes = { ed25519: 0x01, cosignature: 0x04 } as const;

/** Who signed: the name in the line, the kind of signature, and an Ed25519 public key of 32 bytes. */
export interface NoteKey {
  readonly name: string;
  readonly type: number;
  readonly publicKey: Uint8Array<ArrayBuffer>;
}

/** A limit of ours; verifiers must accept 16. */
const maxSignatures = 64;

/** Four bytes that name a key: SHA-256(name || 0x0A || type || public key)[:4]. */
export function keyIdOf({ name, type, publicKey }: NoteKey): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(type), publicKey)).slice(0, 4);
}

/** The line of one signature, with its newline. */
export function signatureLine(key: NoteKey, signature: Uint8Array): string {
  return `— ${key.name} ${toBase64(concatBytes(keyIdOf(key), signature))}\n`;
}

/** `name+key id+type and public key`, as verifiers are told a key. */
export function writeVerifierKey(key: NoteKey): string {
  const material = toBase64(concatBytes(Uint8Array.of(key.type), key.publicKey));
  return `${key.name}+${bytesToHex(keyIdOf(key))}+${material}`;
}

/** The key of a verifier key; null unless it is one of Ed25519 whose key id is its own. */
export function readVerifierKey(text: string): NoteKey | null {
  const [, name = "", id = "", material = ""] = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/.exec(text) ?? [];
  const bytes = fromBase64(material);
  const type = bytes?.[0];
  if (!isKeyName(name) || type === undefined || bytes?.length !== 33) return null;
  if (!(Object.values(signatureTypes) as number[]).includes(type)) return null;
  const key = { name, type, publicKey: bytes.slice(1) };
  return sameBytes(keyIdOf(key), hexToBytes(id)) ? key : null;
}

/** Names have no Unicode space and no plus. */
export const isKeyName = (name: string): boolean => name !== "" && !/[\p{White_Space}+\p{Cc}]/u.test(name);

/** The text and signatures of a note, none of them verified; null if it is not a note. */
export function readNote(note: string): SignedNote | null {
  // Other control characters than the newline are not allowed, and neither are lone surrogates, which UTF-8 has not.
  if (/(?!\n)[\0-\x1f]|\p{Surrogate}/u.test(note)) return null;
  const split = note.lastIndexOf("\n\n");
  if (split < 0) return null;
  const signatures = readSignatureLines(note.slice(split + 2));
  return signatures && signatures.length > 0 ? { text: note.slice(0, split + 1), signatures } : null;
}

/** Signature lines, each with its newline; null if one is not a signature line. */
export function readSignatureLines(text: string): NoteSignature[] | null {
  if (!text.endsWith("\n")) return null;
  const lines = text.slice(0, -1).split("\n");
  if (lines.length > maxSignatures) return null;
  const signatures = lines.map(readSignatureLine);
  return signatures.includes(null) ? null : (signatures as NoteSignature[]);
}

function readSignatureLine(line: string): NoteSignature | null {
  const [, name = "", encoded = ""] = /^— (\S+) (\S+)$/u.exec(line) ?? [];
  const bytes = fromBase64(encoded);
  if (!isKeyName(name) || !bytes || bytes.length < 5) return null;
  return { name, keyId: bytes.slice(0, 4), signature: bytes.slice(4) };
}

export const isBy = ({ name, keyId }: NoteSignature, key: NoteKey): boolean =>
  name === key.name && sameBytes(keyId, keyIdOf(key));

/**
 * The keys of these that signed the note; null if none of them did, or if a signature that names one of them is wrong.
 * Signatures of other keys are ignored, as the specification demands. For Ed25519 signatures over the note's own text;
 * cosignatures are verified in cosignature.ts.
 */
export async function verifyNote<Key extends NoteKey>(note: SignedNote, keys: readonly Key[]): Promise<Key[] | null> {
  const found: Key[] = [];
  for (const signature of note.signatures) {
    const key = keys.find((candidate) => candidate.type === signatureTypes.ed25519 && isBy(signature, candidate));
    if (!key) continue;
    if (!(await isEd25519(signature.signature, utf8ToBytes(note.text), key.publicKey))) return null;
    if (!found.includes(key)) found.push(key);
  }
  return found.length > 0 ? found : null;
}

/** Whether it is an Ed25519 signature (RFC 8032) of this message. WebCrypto, in browsers and in Node. */
export async function isEd25519(
  signature: Uint8Array<ArrayBuffer>,
  message: Uint8Array,
  publicKey: Uint8Array<ArrayBuffer>,
): Promise<boolean> {
  if (signature.length !== 64 || publicKey.length !== 32) return false;
  try {
    const key = await crypto.subtle.importKey("raw", publicKey, "Ed25519", false, ["verify"]);
    return await crypto.subtle.verify("Ed25519", key, signature, new Uint8Array(message));
  } catch {
    return false;
  }
}
