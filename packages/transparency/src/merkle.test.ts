import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import proofs from "../fixtures/merkle-proofs.json" with { type: "json" };
import tree from "../fixtures/merkle-tree.json" with { type: "json" };
import { fromBase64 } from "./base64.ts";
import { emptyRoot, isConsistent, isIncluded, leafHash, nodeHash } from "./merkle.ts";

const bytes = (text: string | null) => fromBase64(text ?? "") ?? new Uint8Array();
const hashes = (texts: readonly string[] | null) => (texts ?? []).map(bytes);

describe("the hashes of RFC 6962", () => {
  it("of nothing, of a leaf and of a node", () => {
    expect(bytesToHex(emptyRoot)).toBe(tree.roots[0]);
    expect(bytesToHex(leafHash(utf8ToBytes("L123456")))).toBe(tree["leafOf L123456"]);
    expect(bytesToHex(nodeHash(utf8ToBytes("N123"), utf8ToBytes("N456")))).toBe(tree["nodeOf N123 N456"]);
  });

  it.each(tree.leaves.map((leaf, index) => [leaf, tree.nodes[0]?.[index]]))("of the leaf %s", (leaf, hash) => {
    expect(bytesToHex(leafHash(hexToBytes(leaf ?? "")))).toBe(hash);
  });
});

describe("an inclusion proof of Certificate Transparency's tests", () => {
  it.each(proofs.inclusion)("$file", ({ leafIdx, treeSize, root, leafHash: leaf, proof, wantErr }) => {
    const inclusion = { index: leafIdx, size: treeSize, leaf: bytes(leaf), proof: hashes(proof), root: bytes(root) };
    expect(isIncluded(inclusion)).toBe(!wantErr);
  });
});

describe("a consistency proof of Certificate Transparency's tests", () => {
  it.each(proofs.consistency)("$file", ({ size1, size2, root1, root2, proof, wantErr }) => {
    const trees = { from: size1, to: size2, fromRoot: bytes(root1), toRoot: bytes(root2), proof: hashes(proof) };
    expect(isConsistent(trees)).toBe(!wantErr);
  });
});
