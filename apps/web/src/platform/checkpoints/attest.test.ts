import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { addFirstSigningKey, currentSigningKey, rotateSigningKey } from "@assent/database/audit/signing-keys";
import { appendEvent } from "@assent/database/audit/events";
import { newestCheckpoint, timestampOf } from "@assent/database/audit/ledger-checkpoints";
import { verifyTimestamp } from "@assent/crypto/timestamp-token";
import { testServer } from "@assent/testkit/server";
import { createThrowAwayDatabase, type ThrowAwayDatabase } from "@assent/testkit/throw-away";
import { startTimestampAuthority, type TimestampAuthority } from "@assent/testkit/timestamp-authority";
import { startWitness, type TestWitness } from "@assent/testkit/witness";
import { readCheckpoint } from "@assent/transparency/checkpoint";
import { verifyCosignatures } from "@assent/transparency/cosignature";
import { readVerifierKey, verifyNote } from "@assent/transparency/note";
import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import { newSigningKey } from "../signing/new-signing-key";
import { attest } from "./attest";
import { signLedger, verifierKeys } from "./checkpoints";
import { stampedBytes } from "./timestamps";

const secret = "for these tests only 0123456789ab";
const outgoing = { allowHttpLoopback: true, allowHosts: [], proxy: { url: "", except: "" } };
const origin = "id.example/ledger";
const settings = { ledgerOrigin: origin, seal: { secret, previousSecrets: [] }, outgoing };

vi.mock("../env", () => ({ env: () => current }));
let current: object;
const logged: string[] = [];
vi.mock("../log", () => ({
  log: (level: string, event: string) => void logged.push(`${level} ${event}`),
  describeError: (error: Error) => ({ error: error.message }),
}));

let own: ThrowAwayDatabase;
let database: Database;
let witness: TestWitness;
let second: TestWitness;
let authority: TimestampAuthority;

beforeAll(async () => {
  own = await createThrowAwayDatabase((await testServer()).url);
  database = await openDatabase({ url: own.url, poolSize: 2 });
  await migrate(database);
  await addFirstSigningKey(database.orm, await newSigningKey(secret, "checkpoint"), "checkpoint");
  [witness, second, authority] = await Promise.all([
    startWitness("witness.example/w1"),
    startWitness("witness.example/w2"),
    startTimestampAuthority(),
  ]);
}, 120_000);
afterAll(async () => {
  await Promise.all([witness.stop(), second.stop(), authority.stop()]);
  await database.close();
  await own.drop();
});

beforeEach(async () => {
  logged.length = 0;
  witness.answers.length = 0;
  const timestamps = { address: authority.url, trusted: authority.authority };
  current = {
    ...settings,
    ledgerWitnesses: [witness, second].map(({ url, key }) => ({ address: url, key })),
    timestamps,
  };
  const keys = (await verifierKeys(database)).flatMap((key) => readVerifierKey(key) ?? []);
  witness.logs = second.logs = keys;
});

/** A new entry, the checkpoint of it, and what others say about that. */
async function attested() {
  await appendEvent(database.orm, { type: "controller-changed", actor: "system" });
  const made = await signLedger(database);
  if (!made) throw new Error("nothing to sign");
  await attest(database, made);
  const stored = await newestCheckpoint(database.orm);
  const checkpoint = readCheckpoint(stored?.note ?? "");
  if (!stored || !checkpoint) throw new Error("no checkpoint");
  const { text, signatures } = checkpoint.note;
  const witnessed = await verifyCosignatures(text, signatures, [witness.key, second.key]);
  return {
    stored,
    checkpoint,
    witnesses: witnessed?.map(({ name }) => name).sort(),
    at: await timestampOf(database.orm, stored.size),
  };
}

const bothNames = ["witness.example/w1", "witness.example/w2"];

test("a checkpoint is signed by us and by each witness, and stamped", async () => {
  const { stored, checkpoint, witnesses, at } = await attested();
  expect(witnesses).toEqual(bothNames);
  expect(await verifyNote(checkpoint.note, witness.logs)).toHaveLength(1);
  const bytes = stampedBytes(stored.note);
  const token = Buffer.from(at?.token ?? "", "base64");
  expect(await verifyTimestamp(token, { bytes, trusted: authority.authority })).toEqual(at?.at);
  expect(logged).toEqual([]);
});

test("the next one is proven to be consistent, and asking twice changes nothing", async () => {
  const { stored, witnesses } = await attested();
  expect(witnesses).toEqual(bothNames);
  expect(witness.answers).toEqual([200]);
  await attest(database, stored);
  expect(witness.answers).toEqual([200]);
  expect((await newestCheckpoint(database.orm))?.note).toBe(stored.note);
});

test("a witness whose size we do not know tells it, and signs", async () => {
  const forgotten = await startWitness("witness.example/w3");
  forgotten.logs = witness.logs;
  forgotten.seen.set(origin, (await attested()).checkpoint);
  current = { ...current, ledgerWitnesses: [{ address: forgotten.url, key: forgotten.key }] };
  const { checkpoint } = await attested();
  await forgotten.stop();
  expect(forgotten.answers).toEqual([409, 200]);
  const { text, signatures } = checkpoint.note;
  expect(await verifyCosignatures(text, signatures, [forgotten.key])).toHaveLength(1);
  expect(logged).toEqual([]);
});

test("a witness that saw another history is an error in the log", async () => {
  const { stored } = await attested();
  const honest = witness.seen.get(origin);
  witness.seen.set(origin, { size: stored.size, root: new Uint8Array(32) });
  expect((await attested()).witnesses).toEqual(["witness.example/w2"]);
  expect(logged).toEqual(["error witness-disagrees"]);
  logged.length = 0;
  witness.seen.set(origin, { size: stored.size + 900, root: new Uint8Array(32) });
  expect((await attested()).witnesses).toEqual(["witness.example/w2"]);
  expect(logged).toEqual(["error witness-disagrees"]);
  if (honest) witness.seen.set(origin, honest);
});

test("a wrong signature is not kept, and nothing else fails with it", async () => {
  second.forged = `${origin}\n1\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n`;
  const { witnesses, at } = await attested();
  second.forged = null;
  expect(witnesses).toEqual(["witness.example/w1"]);
  expect(at).not.toBeNull();
  expect(logged).toEqual(["error witness-answer-wrong"]);
});

test("a witness that does not know us, or is away, and an authority that fails, leave the checkpoint as it is", async () => {
  witness.logs = [];
  authority.failing = true;
  current = {
    ...current,
    ledgerWitnesses: [
      { address: witness.url, key: witness.key },
      { address: "http://127.0.0.1:1", key: second.key },
    ],
  };
  const { stored, witnesses, at } = await attested();
  authority.failing = false;
  expect([witnesses, at]).toEqual([[], null]);
  expect(logged.sort()).toEqual(["warn timestamp-unreachable", "warn witness-refused", "warn witness-unreachable"]);
  expect(readCheckpoint(stored.note)?.note.signatures).toHaveLength(1);
});

test("a stamp of an authority that is not trusted is not kept", async () => {
  const stranger = await startTimestampAuthority();
  current = { ...current, timestamps: { address: stranger.url, trusted: authority.authority } };
  const { at } = await attested();
  await stranger.stop();
  expect(at).toBeNull();
  expect(logged).toEqual(["error timestamp-wrong"]);
}, 30_000);

test("nothing leaves this machine by plain http unless the demonstration runs", async () => {
  current = { ...current, outgoing: { ...outgoing, allowHttpLoopback: false } };
  expect(await attested()).toMatchObject({ witnesses: [], at: null });
  expect(witness.answers).toEqual([]);
});

test("after a rotation the new key signs, and the earlier one stays published and verifies", async () => {
  const before = await attested();
  const [old] = await verifierKeys(database);
  await rotateSigningKey(database.orm, await newSigningKey(secret, "checkpoint"), null, "checkpoint");
  const published = await verifierKeys(database);
  expect(published).toHaveLength(2);
  expect(published.indexOf(old ?? "")).toBe(1);
  witness.logs = second.logs = published.flatMap((key) => readVerifierKey(key) ?? []);
  const after = await attested();
  expect(after.witnesses).toEqual(bothNames);
  const signers = async ({ checkpoint }: typeof before) => (await verifyNote(checkpoint.note, witness.logs))?.length;
  expect([await signers(before), await signers(after)]).toEqual([1, 1]);
  expect(after.stored.kid).toBe((await currentSigningKey(database.orm, "checkpoint"))?.kid);
  expect(after.stored.kid).not.toBe(before.stored.kid);
});

test("under another name the earlier checkpoints can still be verified", async () => {
  current = { ...current, ledgerOrigin: "id.example/ledger-2", ledgerWitnesses: [] };
  const { checkpoint } = await attested();
  expect(checkpoint.origin).toBe("id.example/ledger-2");
  const names = (await verifierKeys(database)).map((key) => key.split("+")[0]);
  expect(names).toEqual(["id.example/ledger-2", origin, origin]);
});
