// docs/proof.md names these vectors. Its leaves are the first five entries of docs/vectors/ledger.json.
import { describe, expect, it } from "vitest";
import rows from "../../../docs/vectors/ledger.json" with { type: "json" };
import merkle from "../../../docs/vectors/merkle.json" with { type: "json" };
import { fromBase64, toBase64 } from "./base64.ts";
import { readCheckpoint } from "./checkpoint.ts";
import { isConsistent, isIncluded, leafHash } from "./merkle.ts";
import { readVerifierKey, verifyNote } from "./note.ts";
import { readLogProof, writeLogProof } from "./tlog-proof.ts";
import { addLeaves, hashOver } from "./tree-nodes.ts";

const bytes = (text = "") => fromBase64(text) ?? new Uint8Array();
const [root, key] = [bytes(merkle.roots[5]), readVerifierKey(merkle.verifierKey)];

describe("the vectors of docs/proof.md", () => {
  it("have the roots of their leaves", () => {
    const leaves = merkle.leaves.map(bytes);
    expect(leaves.map((_, i) => toBase64(hashOver(addLeaves(0, [], leaves.slice(0, i)).edge)))).toEqual(
      merkle.roots.slice(0, 5),
    );
    expect(hashOver(addLeaves(0, [], leaves).edge)).toEqual(root);
  });

  it("prove inclusion and consistency", () => {
    for (const { index, size, proof } of merkle.inclusion)
      expect(isIncluded({ index, size, leaf: bytes(merkle.leaves[index]), proof: proof.map(bytes), root })).toBe(true);
    for (const { from, to, proof } of merkle.consistency)
      expect(
        isConsistent({ from, to, fromRoot: bytes(merkle.roots[from]), toRoot: root, proof: proof.map(bytes) }),
      ).toBe(true);
  });

  it("have checkpoints that their key signed, and a proof of a receipt's entry", async () => {
    for (const note of merkle.checkpoints) {
      const checkpoint = readCheckpoint(note);
      expect(checkpoint?.root).toEqual(bytes(merkle.roots[checkpoint?.size ?? 0]));
      expect(checkpoint && key && (await verifyNote(checkpoint.note, [key]))).toHaveLength(1);
    }
    const proof = readLogProof(merkle.tlogProof);
    if (!proof?.extra) throw new Error("no proof");
    const { index, hashes, extra } = proof;
    expect(isIncluded({ index, size: 5, leaf: leafHash(extra), proof: hashes, root })).toBe(true);
    expect(JSON.parse(new TextDecoder().decode(extra))).toEqual({ entry: rows[1]?.entry, previous: rows[1]?.previous });
    expect(writeLogProof({ ...proof, checkpoint: merkle.checkpoints[1] ?? "" })).toBe(merkle.tlogProof);
  });
});
