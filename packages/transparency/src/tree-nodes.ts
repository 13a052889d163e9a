import { emptyRoot, type Hash, largestPowerUpTo, nodeHash } from "./merkle.ts";

/** A complete subtree: the node over the leaves `index * 2 ** level` up to `(index + 1) * 2 ** level`. */
export interface NodeId {
  readonly level: number;
  readonly index: number;
}

export interface TreeNode extends NodeId {
  readonly hash: Hash;
}

/** Leaves from `start` up to and without `end`, as they stand below one node of a tree. */
interface Leaves {
  readonly start: number;
  readonly end: number;
}

/**
 * The complete subtrees that make up the tree of these leaves, from the left: one for each binary digit of their number.
 * Only a tree whose number of leaves is not a power of two needs more than one.
 */
export function nodesOver({ start, end }: Leaves): NodeId[] {
  const nodes: NodeId[] = [];
  for (let at = start; at < end;) {
    const width = largestPowerUpTo(end - at);
    nodes.push({ level: Math.log2(width), index: at / width });
    at += width;
  }
  return nodes;
}

/** The hash of the tree that these subtrees make up, from the left; that of the empty tree if there is none. */
export function hashOver(hashes: readonly Hash[]): Hash {
  return hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right));
}

/**
 * The subtrees whose hashes are the inclusion proof of a leaf, in the order of the proof: PATH of RFC 6962, section
 * 2.1.1. `index` is below `size`.
 */
export function inclusionPath(index: number, size: number): Leaves[] {
  const path: Leaves[] = [];
  let [start, end] = [0, size];
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (index < middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
    }
  }
  return path;
}

/**
 * The subtrees whose hashes are the consistency proof between the trees of `from` and of `to` leaves, in the order of
 * the proof: PROOF of RFC 6962, section 2.1.2. `from` is not above `to`; there is nothing to prove from 0 or to itself.
 */
export function consistencyPath(from: number, to: number): Leaves[] {
  if (from === 0 || from === to) return [];
  const path: Leaves[] = [];
  let [start, end] = [0, to];
  while (from < end) {
    const middle = start + splitOf(end - start);
    if (from <= middle) {
      path.unshift({ start: middle, end });
      end = middle;
    } else {
      path.unshift({ start, end: middle });
      start = middle;
    }
  }
  // The earlier tree itself is known to those who ask.
  return start === 0 ? path : [{ start, end }, ...path];
}

/** The largest power of two below `n`: RFC 6962, section 2.1. */
const splitOf = (n: number) => largestPowerUpTo(n - 1);

/**
 * The nodes that leaves complete when they are added to a tree, themselves included. `edge`: the subtrees of the tree
 * before, which are those of `nodesOver`. With them the new edge.
 */
export function addLeaves(
  size: number,
  edge: readonly Hash[],
  leaves: readonly Hash[],
): { readonly added: readonly TreeNode[]; readonly edge: readonly Hash[] } {
  const added: TreeNode[] = [];
  const stack = [...edge];
  leaves.forEach((leaf, offset) => {
    let [level, index, hash] = [0, size + offset, leaf];
    added.push({ level, index, hash });
    // A right child completes its parent.
    for (let left; index % 2 === 1 && (left = stack.pop());) {
      [level, index, hash] = [level + 1, (index - 1) / 2, nodeHash(left, hash)];
      added.push({ level, index, hash });
    }
    stack.push(hash);
  });
  return { added, edge: stack };
}
