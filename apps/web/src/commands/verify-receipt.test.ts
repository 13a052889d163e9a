import { generateKeyPairSync, type KeyObject, sign } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { newSignatureKey, signPayload } from "@assent/crypto/signature";
import { startTimestampAuthority, type TimestampAuthority } from "@assent/testkit/timestamp-authority";
import { toBase64 } from "@assent/transparency/base64";
import { writeTreeHead } from "@assent/transparency/checkpoint";
import { cosignedMessage, writeCosignature } from "@assent/transparency/cosignature";
import { leafHash, nodeHash } from "@assent/transparency/merkle";
import { type NoteKey, signatureLine, signatureTypes, writeVerifierKey } from "@assent/transparency/note";
import { writeLogProof } from "@assent/transparency/tlog-proof";
import { createHash } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { checkReceipt, type CheckedFiles } from "@/features/records/offline/receipt-check";
import { runProgram } from "./testing";

const secret = "for these tests only 0123456789ab";
const origin = "id.example/ledger";
const bytes = (text: string) => new TextEncoder().encode(text);
const id = "0b0c7a4e-8a4b-4b62-9a55-0c2f5a9f7c11";

function makeKey(name: string, type: number): { key: NoteKey; privateKey: KeyObject } {
  const { publicKey, privateKey } = generateKeyPairSync("ed25519");
  const raw = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  return { key: { name, type, publicKey: new Uint8Array(raw) }, privateKey };
}

const log = makeKey(origin, signatureTypes.ed25519);
const witness = makeKey("witness.example", signatureTypes.cosignature);

/** A checkpoint of two entries, of which ours is the second. */
function checkpointOf(second: Uint8Array, by = log): string {
  const root = nodeHash(leafHash(bytes("first")), leafHash(second));
  const head = writeTreeHead({ origin, size: 2, root });
  const time = 1_800_000_000;
  const own = signatureLine(by.key, sign(null, bytes(head), by.privateKey));
  const witnessed = writeCosignature(time, sign(null, cosignedMessage(head, time), witness.privateKey));
  return `${head}\n${own}${signatureLine(witness.key, witnessed)}`;
}

const entryOf = (receipt: string) => bytes(JSON.stringify({ entry: { seq: 2, payload: { receipt } }, previous: "" }));

let files: CheckedFiles;
let signed: (claims: object) => Promise<string>;
const receipt = {
  ...{ number: "7Q4K-2M9X", noticeHash: "a".repeat(64), kind: "withdrawal", decidedAt: "2026-11-30T10:00:00.000Z" },
  actor: { kind: "administrator", channel: "letter" },
  notice: { purposes: [{ versionId: "v", name: "Post", items: [{ attribute: "email", label: "Email address" }] }] },
  decisions: [{ version: "v", attribute: "email", effect: "withdrawn" }],
};
const hashOf = (entry: Uint8Array) => createHash("sha256").update(entry).digest("hex");
const proofOf = (entry: Uint8Array, checkpoint = checkpointOf(entry)) =>
  writeLogProof({ extra: entry, index: 1, hashes: [leafHash(bytes("first"))], checkpoint });

beforeAll(async () => {
  const key = await newSignatureKey({ secret, context: "signing-key:1" });
  signed = (claims) =>
    signPayload(
      { jti: id, iat: 1, receipt, ...claims },
      { type: "consent-receipt+jwt", key, secret, context: "signing-key:1" },
    );
  files = {
    receipt: await signed({ ledger: { seq: 2, hash: hashOf(entryOf(id)) } }),
    keys: JSON.stringify({ keys: [{ ...key.publicKey, kid: key.kid, alg: "EdDSA", use: "sig" }] }),
    proof: proofOf(entryOf(id)),
    verifierKeys: `${writeVerifierKey(log.key)}\n${writeVerifierKey(witness.key)}\n`,
    checkpoint: "",
  };
});

const checked = async (changes: Partial<CheckedFiles> = {}) => checkReceipt({ ...files, ...changes });
const problem = async (changes: Partial<CheckedFiles>) => {
  const result = await checked(changes);
  return result.ok ? null : result.problem;
};

describe("a receipt that is checked without us", () => {
  test("is genuine, in the signed ledger, and witnessed", async () => {
    const ledger = { origin, seq: 2, size: 2, isNamed: true };
    const witnesses = [{ name: "witness.example", time: 1_800_000_000 }];
    expect(await checked()).toMatchObject({
      ok: true,
      receipt: { number: receipt.number, ledger: { ...ledger, witnesses } },
    });
    const kept = checkpointOf(entryOf(id));
    expect(await checked({ checkpoint: kept })).toMatchObject({ ok: true });
    const pasted = { proof: `\r\n${files.proof.trimEnd().replaceAll("\n", "\r\n")}`, checkpoint: kept.trimEnd() };
    expect(await checked(pasted)).toMatchObject({ ok: true });
    expect(await checked({ proof: "" })).toMatchObject({ ok: true, receipt: { ledger: null } });
  });

  test("from before receipts named their entry is named by it", async () => {
    const older = { receipt: await signed({}) };
    expect(await checked(older)).toMatchObject({ ok: true, receipt: { ledger: { isNamed: false } } });
  });

  test("is refused for the first thing that is wrong", async () => {
    const other = entryOf("5d0f5f9e-9d3c-4b1c-8f0e-0d6f4f0a9b22");
    const zeros = toBase64(new Uint8Array(32));
    const [header, payload, signature] = files.receipt.split(".");
    const refusals: [string, Partial<CheckedFiles>][] = [
      ["keys", { keys: "{}" }],
      ["receipt", { keys: '{"keys":[]}' }],
      ["receipt", { receipt: `${header}.${payload}.${signature?.slice(0, -4)}AAAA` }],
      ["proof", { proof: "c2sp.org/tlog-proof@v1\n" }],
      ["proof", { checkpoint: "nothing" }],
      ["checkpoint", { verifierKeys: "" }],
      ["checkpoint", { verifierKeys: writeVerifierKey(witness.key) }],
      ["checkpoint", { proof: proofOf(entryOf(id), checkpointOf(entryOf(id), { ...witness, key: log.key })) }],
      ["two-histories", { checkpoint: checkpointOf(bytes("another history")) }],
      ["other-checkpoint", { checkpoint: checkpointOf(entryOf(id)).replace(`${origin}\n2\n`, `${origin}\n3\n`) }],
      ["inclusion", { proof: files.proof.replace(/index 1\n.+\n/, `index 1\n${zeros}\n`) }],
      ["inclusion", { proof: files.proof.replace("index 1", "index 0") }],
      ["entry", { proof: proofOf(other) }],
      ["entry", { proof: proofOf(other), receipt: await signed({}) }],
      ["entry", { receipt: await signed({ ledger: { seq: 2, hash: "0".repeat(64) } }) }],
      ["entry", { receipt: await signed({ ledger: { seq: 1, hash: hashOf(entryOf(id)) } }) }],
    ];
    for (const [expected, changes] of refusals) expect(await problem(changes), expected).toBe(expected);
  });
});

describe("a timestamp", () => {
  let authority: TimestampAuthority;
  let stranger: TimestampAuthority;
  beforeAll(async () => {
    [authority, stranger] = await Promise.all([startTimestampAuthority(), startTimestampAuthority()]);
  }, 60_000);
  afterAll(() => Promise.all([authority.stop(), stranger.stop()]));

  /** Of the checkpoint in a ledger proof, by OpenSSL. */
  const tokenOf = (proof: string) => authority.token(`${proof.slice(proof.indexOf("\n\n") + 2).split("\n\n")[0]}\n`);

  test("says when an authority saw the checkpoint, and whether it is one that is trusted", async () => {
    const timestamp = await tokenOf(files.proof);
    const trusted = { by: "Test tsa", at: expect.any(Date), isTrusted: true };
    const found = async (changes: Partial<CheckedFiles>) => {
      const result = await checked({ timestamp, ...changes });
      return result.ok ? result.receipt.ledger?.timestamp : result.problem;
    };
    expect(await found({ authorities: authority.authority })).toEqual(trusted);
    expect(await found({ authorities: "" })).toEqual({ ...trusted, isTrusted: false });
    expect(await found({ authorities: stranger.authority })).toBe("timestamp");
    expect(await found({ authorities: "nothing" })).toBe("timestamp");
    expect(await found({ timestamp: bytes("nothing") })).toBe("timestamp");
    expect(await found({ timestamp: await tokenOf(proofOf(bytes("another"))) })).toBe("timestamp");
    expect(await found({ proof: "" })).toBe("timestamp");
  });

  test("is checked by the command", async () => {
    const folder = await mkdtemp(join(tmpdir(), "assent-stamped-"));
    const all = {
      ...{ "r.jws": files.receipt, "jwks.json": files.keys, proof: files.proof, "keys.txt": files.verifierKeys },
      ...{ token: await tokenOf(files.proof), "ca.pem": authority.authority, "other.pem": stranger.authority },
    };
    await Promise.all(Object.entries(all).map(([name, text]) => writeFile(join(folder, name), text)));
    const given = ["r.jws", "--keys", "jwks.json", "--proof", "proof", "--ledger-keys", "keys.txt"];
    const run = (...more: string[]) => runProgram("verify-receipt.ts", folder, ...given, ...more);
    const right = await run("--timestamp", "token", "--authorities", "ca.pem");
    expect([right.code, right.out]).toEqual([0, expect.stringMatching(/Test tsa saw it at 2\S+Z\.\n/)]);
    expect((await run("--timestamp", "token")).out).toContain("Whether that authority can be trusted was not checked");
    const wrong = await run("--timestamp", "token", "--authorities", "other.pem");
    expect([wrong.code, wrong.out]).toEqual([1, expect.stringContaining("The timestamp is of another checkpoint")]);
    expect((await run("--authorities", "ca.pem")).err).toContain("npm run receipt:verify --");
    await rm(folder, { recursive: true });
  }, 60_000);
});

describe("the command", () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const run = (...args: string[]) => runProgram("verify-receipt.ts", folder, ...args);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "assent-receipt-"));
    await Promise.all([
      writeFile(at("receipt.jws"), files.receipt),
      writeFile(at("jwks.json"), files.keys),
      writeFile(at("ledger.tlog-proof"), files.proof),
      writeFile(at("keys.txt"), files.verifierKeys),
      writeFile(at("other.txt"), checkpointOf(bytes("another history"))),
    ]);
  });
  afterAll(() => rm(folder, { recursive: true }));
  const all = ["receipt.jws", "--keys", "jwks.json", "--proof", "ledger.tlog-proof", "--ledger-keys", "keys.txt"];

  test("says what is proven, without a database and with no setting", async () => {
    const { code, out, err } = await run(...all, "--witnesses", "1");
    expect([code, err]).toEqual([0, ""]);
    expect(out).toContain(`Receipt ${receipt.number} of ${receipt.decidedAt} is genuine.`);
    expect(out).toContain(
      "What happened: Consent was withdrawn\nWho acted: An administrator, because the person asked",
    );
    expect(out).toContain("Email address for Post: Withdrawn");
    expect(out).toContain(`Its entry is number 2 of the 2 that ${origin} signed.`);
    expect(out).toContain("witness.example signed at 2027-01-15T08:00:00.000Z");
  });

  test("fails for another history, too few witnesses, a missing file, and wrong use", async () => {
    const rewritten = await run(...all, "--checkpoint", "other.txt");
    expect([rewritten.code, rewritten.out]).toEqual([1, expect.stringContaining("the ledger was rewritten")]);
    const few = await run(...all, "--witnesses", "2");
    expect([few.code, few.out]).toEqual([1, expect.stringContaining("Only 1 of 2 witnesses")]);
    expect(await run("gone.jws", "--keys", "jwks.json")).toMatchObject({ code: 1, err: "gone.jws cannot be read\n" });
    expect((await run("receipt.jws")).err).toContain("npm run receipt:verify --");
  }, 30_000);
});
