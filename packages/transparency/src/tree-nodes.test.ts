import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import tree from "../fixtures/merkle-tree.json" with { type: "json" };
import { emptyRoot, type Hash, isConsistent, isIncluded, leafHash, nodeHash } from "./merkle.ts";
import { addLeaves, consistencyPath, hashOver, inclusionPath, nodesOver, type TreeNode } from "./tree-nodes.ts";

/** MTH of RFC 6962, section 2.1, word for word. */
function mth(leaves: readonly Hash[]): Hash {
  if (leaves.length < 2) return leaves[0] ?? emptyRoot;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  return nodeHash(mth(leaves.slice(0, k)), mth(leaves.slice(k)));
}

const leavesOf = (count: number) => Array.from({ length: count }, (_, i) => leafHash(utf8ToBytes(`leaf ${i}`)));

/** A tree that grew in steps, as the stored one does. */
function grown(leaves: readonly Hash[], steps: readonly number[]) {
  const stored = new Map<string, Hash>();
  let [size, edge]: [number, readonly Hash[]] = [0, []];
  for (const step of [...steps, leaves.length]) {
    const next = leaves.slice(size, size + step);
    const result = addLeaves(size, edge, next);
    for (const node of result.added) stored.set(keyOf(node), node.hash);
    [size, edge] = [size + next.length, result.edge];
  }
  const hashOf = (range: { start: number; end: number }) =>
    hashOver(nodesOver(range).map((node) => stored.get(keyOf(node)) ?? emptyRoot));
  return { stored, edge, hashOf };
}

const keyOf = ({ level, index }: Omit<TreeNode, "hash">) => `${level}/${index}`;

describe("a tree that grows", () => {
  it("has the nodes and roots of Certificate Transparency's tests", () => {
    const leaves = tree.leaves.map((leaf) => leafHash(hexToBytes(leaf)));
    const { stored, hashOf } = grown(leaves, [3]);
    expect(tree.nodes.map((level, l) => level.map((_, i) => bytesToHex(stored.get(`${l}/${i}`) ?? emptyRoot)))).toEqual(
      tree.nodes,
    );
    expect(tree.roots.map((_, end) => bytesToHex(hashOf({ start: 0, end })))).toEqual(tree.roots);
  });

  it("has the root of RFC 6962 and proofs that verify, whatever the steps", () => {
    const sized = fc.integer({ min: 1, max: 70 }).chain((size) =>
      fc.record({
        size: fc.constant(size),
        steps: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 12 }),
        index: fc.nat(size - 1),
        from: fc.nat(size),
      }),
    );
    fc.assert(
      fc.property(sized, ({ size, steps, index, from }) => {
        const leaves = leavesOf(size);
        const { hashOf, edge } = grown(leaves, steps);
        const root = hashOf({ start: 0, end: size });
        expect(root).toEqual(mth(leaves));
        expect(hashOver(edge)).toEqual(root);
        const leaf = leaves[index] ?? emptyRoot;
        expect(isIncluded({ index, size, leaf, proof: inclusionPath(index, size).map(hashOf), root })).toBe(true);
        const fromRoot = mth(leaves.slice(0, from));
        const proof = consistencyPath(from, size).map(hashOf);
        expect(isConsistent({ from, to: size, fromRoot, toRoot: root, proof })).toBe(from > 0);
      }),
    );
  });

  it("stays exact above 32 bits", () => {
    const size = 2 ** 40 + 3;
    expect(nodesOver({ start: 0, end: size })).toEqual([
      { level: 40, index: 0 },
      { level: 1, index: 2 ** 39 },
      { level: 0, index: 2 ** 40 + 2 },
    ]);
    expect(inclusionPath(2 ** 40, size).at(-1)).toEqual({ start: 0, end: 2 ** 40 });
    expect(inclusionPath(5, 2 ** 40)).toHaveLength(40);
  });
});
