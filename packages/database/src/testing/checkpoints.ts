import { createHash, generateKeyPairSync, randomUUID, sign } from "node:crypto";
import { thumbprintText } from "@assent/consent/ledger/thumbprint";
import { fromBase64 } from "@assent/transparency/base64";
import { writeTreeHead } from "@assent/transparency/checkpoint";
import { type NoteKey, signatureLine, signatureTypes } from "@assent/transparency/note";
import { addCheckpoint, addCosignature, addTimestamp, type StoredCheckpoint } from "../audit/ledger-checkpoints.ts";
import { growTree } from "../audit/ledger-tree.ts";
import { currentSigningKey, rotateSigningKey } from "../audit/signing-keys.ts";
import type { Database } from "../engine/open.ts";

/** An Ed25519 key of a log or a witness, with what it signs. */
export function makeNoteKey(name: string, type: number = signatureTypes.ed25519) {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const x = publicKey.export({ format: "jwk" }).x ?? "";
  const key: NoteKey = { name, type, publicKey: new Uint8Array(Buffer.from(x, "base64url")) };
  return { key, x, sign: (bytes: Uint8Array) => new Uint8Array(sign(null, bytes, privateKey)) };
}

export const origin = "log.example/ledger";
const log = makeNoteKey(origin);

/** The key that signs the checkpoints of `makeCheckpoint`. */
export const logKey = log.key;

/**
 * A checkpoint of the ledger as it is now, signed by `logKey`, whose public half is published in the database. Throws if
 * the ledger is empty. `witnessed`: with a line of a witness and a timestamp, which are not verified.
 */
export async function makeCheckpoint(
  { orm }: Pick<Database, "orm">,
  { witnessed = false }: { witnessed?: boolean } = {},
): Promise<StoredCheckpoint> {
  if ((await currentSigningKey(orm, "checkpoint")) === null) {
    const publicKey = { kty: "OKP", crv: "Ed25519", x: log.x } as const;
    const kid = createHash("sha256")
      .update(thumbprintText(publicKey) ?? "")
      .digest("base64url");
    await rotateSigningKey(orm, { id: randomUUID(), kid, publicKey, privateKeySealed: "sealed" }, null, "checkpoint");
  }
  await growTree(orm);
  const key = await currentSigningKey(orm, "checkpoint");
  const made = await addCheckpoint(orm, (head) => {
    const text = writeTreeHead({ ...head, origin });
    const line = signatureLine(log.key, log.sign(new TextEncoder().encode(text)));
    return Promise.resolve({ origin, kid: key?.kid ?? "", note: `${text}\n${line}` });
  });
  if (!made) throw new Error("The ledger is empty");
  if (witnessed) {
    const witness = makeNoteKey("witness.example", signatureTypes.cosignature);
    const line = signatureLine(witness.key, witness.sign(new Uint8Array()));
    await addCosignature(orm, { size: made.size, verifierKey: "witness.example", line });
    await addTimestamp(orm, { size: made.size, at: new Date(), token: "AA==" });
  }
  return made;
}

/** The hash that a column has in Base 64. */
export function hashOf(encoded: string): Uint8Array {
  const hash = fromBase64(encoded);
  if (!hash) throw new Error(`not Base 64: ${encoded}`);
  return hash;
}
