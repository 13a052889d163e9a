import { hexToBytes } from "@noble/hashes/utils.js";
import { describe, expect, it } from "vitest";
import { fromBase64 } from "./base64.ts";
import {
  keyIdOf,
  readNote,
  readVerifierKey,
  signatureLine,
  type SignedNote,
  verifyNote,
  writeVerifierKey,
} from "./note.ts";

/** https://c2sp.org/signed-note, "Example". */
const example = {
  key: "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
  note: `This is an example message.

— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=
`,
};
/** From golang.org/x/mod/sumdb/note/note_test.go at fe2ec04f7c3c3aa6fad97631aafcff6e49e2d1db (BSD-3-Clause). */
const go = {
  peter: "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
  enoch: "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop",
  text: `If you think cryptography is the answer to your problem,
then you don't know what your problem is.
`,
  peterLine:
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n",
  enochLine:
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox33WWd1RvMc+QQ=\n",
};

const key = (text: string) => {
  const read = readVerifierKey(text);
  if (!read) throw new Error(`not a key: ${text}`);
  return read;
};
const note = (text: string): SignedNote => readNote(text) ?? { text: "", signatures: [] };
const signedBy = async (text: string, ...keys: string[]) =>
  (await verifyNote(note(text), keys.map(key)))?.map(({ name }) => name) ?? null;
const both = `${go.text}\n${go.peterLine}${go.enochLine}`;

describe("a verifier key", () => {
  it.each([example.key, go.peter, go.enoch])("%s is read and written", (text) => {
    expect(writeVerifierKey(key(text))).toBe(text);
    expect(keyIdOf(key(text))).toEqual(hexToBytes(text.split("+")[1] ?? ""));
  });

  it.each([
    ["another key id", go.peter.replace("c74f", "c74e")],
    ["another length, with its key id", "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY=="],
    ["an unknown type, with its key id", "PeterNeumann+173116ae+ZRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"],
    ["no name", go.peter.replace("PeterNeumann", "")],
    ["a space in the name", go.peter.replace("PeterNeumann", "Peter Neumann")],
    ["nothing", ""],
  ])("is refused with %s", (_, text) => expect(readVerifierKey(text)).toBeNull());
});

describe("a signed note", () => {
  it("of the specification verifies", async () =>
    expect(await signedBy(example.note, example.key)).toEqual(["example.com/foo"]));

  it("of Go verifies for each known key and ignores the others", async () => {
    expect(await signedBy(both, go.peter)).toEqual(["PeterNeumann"]);
    expect(await signedBy(both, go.peter, go.enoch)).toEqual(["PeterNeumann", "EnochRoot"]);
    expect(await signedBy(both, example.key)).toBeNull();
  });

  it("is refused if the signature of a known key is wrong, beside a right one", async () => {
    const broken = go.enochLine.replace("rwz+eBzm", "rwz+eAzm");
    expect(await signedBy(`${go.text}\n${go.peterLine}${broken}`, go.peter)).toEqual(["PeterNeumann"]);
    expect(await signedBy(`${go.text}\n${go.peterLine}${broken}`, go.peter, go.enoch)).toBeNull();
    expect(await signedBy(`${go.text}more\n\n${go.peterLine}`, go.peter)).toBeNull();
  });

  it.each([
    ["without signatures", go.text],
    ["without signatures after the empty line", `${go.text}\n`],
    ["without the last newline", `${go.text}\n${go.peterLine.slice(0, -1)}`],
    ["with a control character", `\u0001${go.text}\n${go.peterLine}`],
    ["with a carriage return", `${go.text}\r\n\n${go.peterLine}`],
    ["with half a character", `\ud800${go.text}\n${go.peterLine}`],
    ["with a space in the name", `${go.text}\n${go.peterLine.replace("PeterNeumann", "Bad Name")}`],
    ["with another line among the signatures", `${go.text}\n${go.peterLine}Unexpected line.\n`],
    ["with Base 64 that nobody writes", `${go.text}\n${go.peterLine.replace("nAM=", "nAN=")}`],
    ["with more signatures than anyone makes", `${go.text}\n${go.peterLine.repeat(65)}`],
  ])("is not one %s", (_, text) => expect(readNote(text)).toBeNull());

  it("writes the line that Go wrote", () => {
    const signature = fromBase64(go.peterLine.trim().split(" ")[2] ?? "")?.slice(4) ?? new Uint8Array();
    expect(signatureLine(key(go.peter), signature)).toBe(go.peterLine);
  });
});
