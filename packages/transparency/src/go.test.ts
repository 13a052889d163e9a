// Files of another implementation, in every format that is used here.
import { describe, expect, it } from "vitest";
import go from "../fixtures/go.json" with { type: "json" };
import { readAddCheckpoint, writeAddCheckpoint } from "./add-checkpoint.ts";
import { readCheckpoint, writeTreeHead } from "./checkpoint.ts";
import { verifyCosignatures } from "./cosignature.ts";
import { isIncluded, leafHash } from "./merkle.ts";
import { readVerifierKey, verifyNote, writeVerifierKey } from "./note.ts";
import { readLogProof, writeLogProof } from "./tlog-proof.ts";

const [log, witness] = [go.vkey, go.wkey].map((text) => {
  const key = readVerifierKey(text);
  if (!key) throw new Error(text);
  return key;
}) as [NonNullable<ReturnType<typeof readVerifierKey>>, NonNullable<ReturnType<typeof readVerifierKey>>];

const checkpoint = readCheckpoint(go.note);
if (!checkpoint) throw new Error("not a checkpoint");
const { note } = checkpoint;

describe("what Go wrote", () => {
  it("is a checkpoint that the log signed, and a witness", async () => {
    expect(checkpoint).toMatchObject({ origin: "go.example/log", size: 300 });
    expect(writeTreeHead(checkpoint)).toBe(note.text);
    expect(await verifyNote(note, [witness, log])).toEqual([log]);
    const [said, ...others] = (await verifyCosignatures(note.text, note.signatures, [log, witness])) ?? [];
    expect(said).toEqual({ name: "go.example/witness", time: expect.any(Number) });
    expect(others).toEqual([]);
    expect([log, witness].map(writeVerifierKey)).toEqual([go.vkey, go.wkey]);
  });

  it("is not what a witness said about another head, or with another key", async () => {
    const other = note.text.replace("300", "301");
    expect(await verifyCosignatures(other, note.signatures, [witness])).toBeNull();
    expect(await verifyCosignatures(note.text, note.signatures, [log])).toEqual([]);
    const early = note.signatures.map((line) => ({
      ...line,
      signature: line.signature.map((byte, i) => (i < 8 ? 0 : byte)),
    }));
    expect(await verifyCosignatures(note.text, early, [witness])).toBeNull();
  });

  it("is a proof that an entry is in the log, which we would write in the same way", () => {
    const proof = readLogProof(go.proof);
    if (!proof?.extra) throw new Error("no proof");
    const { index, hashes, extra, checkpoint: head } = proof;
    expect(new TextDecoder().decode(extra)).toBe(go.entry);
    expect(isIncluded({ index, size: head.size, leaf: leafHash(extra), proof: hashes, root: head.root })).toBe(true);
    expect(writeLogProof({ ...proof, checkpoint: go.note })).toBe(go.proof);
  });

  it.each([
    ["another first line", go.proof.replace("@v1", "@v2")],
    ["an index with a leading zero", go.proof.replace("index 42", "index 042")],
    ["extra data that are no Base 64", go.proof.replace("extra ", "extra =")],
    ["a hash that is too short", go.proof.replace(/index 42\n.+\n/, "index 42\nAAAA\n")],
    ["no empty line", go.proof.replace("\n\n", "\n")],
    ["a size that is no number", go.proof.replace("\n300\n", "\n3e2\n")],
    ["an empty line among the extensions", go.proof.replace("\n300\n", "\n300\n\n")],
    [
      "more hashes than a tree is high",
      go.proof.replace("index 42\n", `index 42\n${`${"A".repeat(43)}=\n`.repeat(64)}`),
    ],
  ])("is not a proof with %s", (_, text) => expect(readLogProof(text)).toBeNull());
});

describe("a request to a witness", () => {
  it("is that of the specification", () => {
    // https://c2sp.org/tlog-witness, "Example request body", with one of its two signatures.
    const hash = "PlRNCrwHpqhGrupue0L7gxbjbMiKA9temvuZZDDpkaw=";
    const head = `example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
`;
    const body = `old 20852014\n${hash}\n\n${head}`;
    const read = readAddCheckpoint(body);
    expect(read).toMatchObject({
      oldSize: 20852014,
      checkpoint: { origin: "example.com/behind-the-sofa", size: 20852163 },
    });
    expect(writeAddCheckpoint({ oldSize: 20852014, proof: read?.proof ?? [], checkpoint: head })).toBe(body);
    expect(readAddCheckpoint(body.replace("old 2", "old 02"))).toBeNull();
  });
});
