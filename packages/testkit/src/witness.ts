import { generateKeyPairSync, sign } from "node:crypto";
import { createServer, type ServerResponse } from "node:http";
import { text } from "node:stream/consumers";
import { readAddCheckpoint } from "@assent/transparency/add-checkpoint";
import { type Checkpoint } from "@assent/transparency/checkpoint";
import { cosignedMessage, writeCosignature } from "@assent/transparency/cosignature";
import { emptyRoot, isConsistent } from "@assent/transparency/merkle";
import { type NoteKey, signatureLine, signatureTypes, verifyNote, writeVerifierKey } from "@assent/transparency/note";

/** A witness for tests, which verifies and signs as https://c2sp.org/tlog-witness says. */
export interface TestWitness {
  readonly url: string;
  readonly verifierKey: string;
  readonly key: NoteKey;
  /** The keys of logs that it knows. */
  logs: readonly NoteKey[];
  /** The newest checkpoint of each log, by origin. */
  readonly seen: Map<string, Pick<Checkpoint, "size" | "root">>;
  /** The status of each answer. */
  readonly answers: number[];
  /** What it signs instead of the head that it was sent; for a witness that errs. */
  forged: string | null;
  readonly stop: () => Promise<void>;
}

export async function startWitness(name: string): Promise<TestWitness> {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  const key = { name, type: signatureTypes.cosignature, publicKey: new Uint8Array(raw) };

  const answerTo = async (body: string): Promise<{ status: number; body: string; type?: string }> => {
    const request = readAddCheckpoint(body);
    if (!request) return { status: 400, body: "" };
    const { oldSize, proof, checkpoint } = request;
    const { origin, size, root, note } = checkpoint;
    const known = self.logs.filter((log) => log.name === origin);
    if (known.length === 0) return { status: 404, body: "" };
    if ((await verifyNote(note, known)) === null) return { status: 403, body: "" };
    if (oldSize > size) return { status: 400, body: "" };
    const before = self.seen.get(origin) ?? { size: 0, root: emptyRoot };
    if (before.size !== oldSize) return { status: 409, body: `${before.size}\n`, type: "text/x.tlog.size" };
    const trees = { from: oldSize, to: size, fromRoot: before.root, toRoot: root, proof };
    if (oldSize === 0 ? proof.length > 0 : !isConsistent(trees)) return { status: 422, body: "" };
    self.seen.set(origin, { size, root });
    const time = Math.floor(Date.now() / 1000);
    const signature = sign(null, cosignedMessage(self.forged ?? note.text, time), privateKey);
    return { status: 200, body: signatureLine(key, writeCosignature(time, signature)) };
  };

  const server = createServer(async (request, response: ServerResponse) => {
    const isAsked = request.method === "POST" && request.url === "/submit/add-checkpoint";
    const answer = isAsked ? await answerTo(await text(request)) : { status: 405, body: "" };
    self.answers.push(answer.status);
    response.writeHead(answer.status, { "content-type": answer.type ?? "text/plain" }).end(answer.body);
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const address = server.address();
  const port = typeof address === "object" ? address?.port : 0;
  const self: TestWitness = {
    url: `http://127.0.0.1:${port}/submit`,
    verifierKey: writeVerifierKey(key),
    key,
    logs: [],
    seen: new Map(),
    answers: [],
    forged: null,
    stop: () => new Promise((closed) => server.close(() => closed())),
  };
  return self;
}
