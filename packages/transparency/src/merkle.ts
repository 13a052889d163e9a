import { sha256 } from "@noble/hashes/sha2.js";
import { concatBytes } from "@noble/hashes/utils.js";
import { sameBytes } from "./base64.ts";

/** A SHA-256, 32 bytes. */
export type Hash = Uint8Array;

/**
 * The Merkle tree of RFC 6962, section 2.1, https://www.rfc-editor.org/rfc/rfc6962#section-2.1. A leaf and an inner
 * node begin with different bytes, so that neither passes for the other.
 */
export const leafHash = (leaf: Uint8Array): Hash => sha256(concatBytes(leafPrefix, leaf));
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(concatBytes(nodePrefix, left, right));
/** The root of a tree without leaves. */
export const emptyRoot: Hash = sha256(new Uint8Array());

const leafPrefix = Uint8Array.of(0);
const nodePrefix = Uint8Array.of(1);

interface Inclusion {
  /** From 0. */
  readonly index: number;
  /** Leaves of the tree. */
  readonly size: number;
  readonly leaf: Hash;
  /** From the sibling of the leaf up to the child of the root. */
  readonly proof: readonly Hash[];
}

/**
 * The root that an inclusion proof leads to, or null if its length is not that of a proof for this index and size: RFC
 * 9162, section 2.1.3.2, https://www.rfc-editor.org/rfc/rfc9162#section-2.1.3.2
 */
export function rootOfInclusion({ index, size, leaf, proof }: Inclusion): Hash | null {
  if (!areWhole(index, size) || index >= size || ![leaf, ...proof].every(isHash)) return null;
  let [node, last] = [index, size - 1];
  let root = leaf;
  for (const sibling of proof) {
    if (last === 0) return null;
    if (isOdd(node) || node === last) {
      root = nodeHash(sibling, root);
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else root = nodeHash(root, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 ? root : null;
}

/** Whether the leaf is in the tree with this root. */
export function isIncluded({ root, ...inclusion }: Inclusion & { readonly root: Hash }): boolean {
  const found = rootOfInclusion(inclusion);
  return found !== null && sameBytes(found, root);
}

/**
 * Whether the tree of `to` leaves begins with the tree of `from` leaves: RFC 9162, section 2.1.4.2,
 * https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4.2. False for the empty tree and another: every tree begins with
 * it, so there is nothing to prove.
 */
export function isConsistent(trees: {
  readonly from: number;
  readonly to: number;
  readonly fromRoot: Hash;
  readonly toRoot: Hash;
  readonly proof: readonly Hash[];
}): boolean {
  const { from, to, fromRoot, toRoot, proof } = trees;
  if (!areWhole(from, to) || from > to || !proof.every(isHash)) return false;
  if (from === to) {
    const isKnown = from > 0 || sameBytes(fromRoot, emptyRoot);
    return proof.length === 0 && sameBytes(fromRoot, toRoot) && isKnown;
  }
  if (from === 0) return false;
  // A complete earlier tree is a node of the later one, and its root begins the proof.
  const path = isPowerOfTwo(from) ? [fromRoot, ...proof] : proof;
  const [first, ...others] = path;
  if (!first || (proof.length === 0 && isPowerOfTwo(from))) return false;
  let [node, last] = [from - 1, to - 1];
  while (isOdd(node)) [node, last] = [half(node), half(last)];
  let [old, young] = [first, first];
  for (const sibling of others) {
    if (last === 0) return false;
    if (isOdd(node) || node === last) {
      [old, young] = [nodeHash(sibling, old), nodeHash(sibling, young)];
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)];
    } else young = nodeHash(young, sibling);
    [node, last] = [half(node), half(last)];
  }
  return last === 0 && sameBytes(old, fromRoot) && sameBytes(young, toRoot);
}

const isHash = (hash: Hash) => hash.length === 32;

// Bit operators of JavaScript end at 32 bits.
const half = (n: number) => Math.floor(n / 2);
const isOdd = (n: number) => n % 2 === 1;
const isPowerOfTwo = (n: number) => largestPowerUpTo(n) === n;
const areWhole = (...sizes: readonly number[]) => sizes.every((size) => Number.isSafeInteger(size) && size >= 0);

/** The largest power of two that is not greater than `n`, which is 1 or more. */
export function largestPowerUpTo(n: number): number {
  let power = 1;
  while (power * 2 <= n) power *= 2;
  return power;
}
