import { randomUUID } from "node:crypto";
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AccountLink } from "@assent/consent/ledger/account-digest";
import { noTermsInput } from "@assent/consent/purpose/purpose-terms";
import { writeVerifierKey } from "@assent/transparency/note";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerHead, verifyLedger } from "./ledger.ts";
import { exportLedger } from "./ledger-export.ts";
import { publishedKeys, rotateSigningKey } from "./signing-keys.ts";
import { refuse } from "../provisioning/provision.ts";
import { saveController } from "../settings/settings.ts";
import { logKey, makeCheckpoint, makeNoteKey } from "../testing/checkpoints.ts";
import { useDatabase } from "../testing/databases.ts";
import { newTestKey } from "../testing/issuer.ts";
import { docs, python } from "../testing/python.ts";
import {
  acme,
  asks,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  uniqueWord,
} from "../testing/factories.ts";

const program = join(docs, "verify_ledger.py");

type Row = { [name: string]: unknown; entry?: { seq: number; payload: { receipt?: string } } };

describe("the verifier in Python", () => {
  const database = useDatabase();
  const canary = uniqueWord("canary");
  let folder: string;
  let rows: Row[];
  let first: string;
  let jwks: string;

  beforeAll(async () => {
    const db = database();
    await rotateSigningKey(db.orm, newTestKey(randomUUID()));
    await saveController(db.orm, { base: 0, values: acme }, null);
    await makePurpose(db, {
      name: "Größe “quoted” \u0001\u{1F600}\u2028",
      attributes: [asks("email", true, "To write to you."), asks("name")],
      terms: {
        ...noTermsInput,
        storedIn: ["DE"],
        automated: true,
        logic: "By income.",
        consequences: "A loan or not.",
      },
    });
    const provider = await makeProvider(db);
    await makePerson(db, provider, { agreed: { email: canary }, subject: canary });
    first = (await makeCheckpoint(db)).note;
    await makePerson(db, provider, {
      notice: noticeFor([], { title: '\u0001\b\t\n\f\r"\\/\u007f\u0080\u2028é\u{1F600}' }),
    });
    await refuse(db, await makeDecision(db, provider));
    await makePerson(db, provider);
    await makeCheckpoint(db);
    await saveController(db.orm, { base: 1, values: { ...acme, name: "Acme Holdings" } }, null);
    rows = [];
    for await (const row of exportLedger(db.orm, { keys: [writeVerifierKey(logKey)], batch: 2 })) rows.push({ ...row });
    const keys = await publishedKeys(db.orm);
    jwks = JSON.stringify({ keys: keys.map(({ kid, publicKey }) => ({ ...publicKey, kid })) });
    folder = await mkdtemp(join(tmpdir(), "assent-records-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  async function verified(changed: readonly Row[] = rows, ...kept: string[]) {
    const file = join(folder, "records.jsonl");
    await writeFile(file, changed.map((row) => `${JSON.stringify(row)}\n`).join(""));
    const files = kept.map((_, i) => join(folder, `kept-${i}.txt`));
    await Promise.all(kept.map((note, i) => writeFile(files[i] ?? "", note)));
    return python(program, file, ...files);
  }

  /** The rows with one of them changed. */
  const changed = (is: (row: Row) => boolean, change: (row: Row) => Row | Row[]): Row[] => {
    const at = rows.findIndex(is);
    return rows.flatMap<Row>((row, index) => (index === at ? change(row) : [row]));
  };

  test("agrees with ours on the same database, and the export holds no value", async () => {
    const { head, checked } = (await verifyLedger(database().orm)) as { head: { hash: string }; checked: number };
    expect(await ledgerHead(database().orm)).toEqual(head);
    const result = await verified(rows, first);
    expect(result).toMatchObject({ code: 0, err: "" });
    expect(result.out).toBe(`${checked} entries and 3 checkpoints are right. Hash of the last entry: ${head.hash}\n`);
    expect(JSON.stringify(rows)).not.toContain(canary);
  });

  const isReceipt = (row: Row) => "receipt" in row;
  const isEntry = (row: Row) => "entry" in row;
  const inside = (row: Row, name: string) => row[name] as Record<string, unknown>;

  test.each<[string, () => Row[], string]>([
    [
      "an event",
      () => changed(isEntry, (row) => ({ ...row, event: { ...inside(row, "event"), language: "de" } })),
      "the event of entry 1",
    ],
    [
      "a receipt",
      () => changed(isReceipt, (row) => ({ ...row, receipt: { ...inside(row, "receipt"), language: "de" } })),
      "the receipt of entry",
    ],
    ["a text", () => changed(isReceipt, (row) => ({ ...row, texts: { notice: {} } })), "the notice of entry"],
    [
      "a receipt left out",
      () => changed(isReceipt, ({ receipt: _, texts: __, ...row }) => row),
      "the receipt of entry",
    ],
    [
      "an entry",
      () => changed(isEntry, (row) => ({ ...row, entry: { ...row.entry, kind: "x" } as Row["entry"] & object })),
      "entry 1",
    ],
    [
      "a missing entry",
      () =>
        changed(
          ({ entry }) => entry?.seq === 2,
          () => [],
        ),
      "entry 2",
    ],
    ["a cut tail", () => rows.slice(0, -2), "the checkpoint of size"],
    [
      "a checkpoint of another key",
      () =>
        changed(
          (row) => "verifierKey" in row,
          () => ({ verifierKey: writeVerifierKey(makeNoteKey("log.example/ledger").key) }),
        ),
      "no key signed the checkpoint",
    ],
    [
      "a checkpoint",
      () =>
        changed(
          (row) => "checkpoint" in row,
          ({ checkpoint }) => ({ checkpoint: String(checkpoint).replace(/\n\d+\n/, "\n2\n") }),
        ),
      "the checkpoint of size 2",
    ],
  ])("finds %s", async (_, make, problem) => {
    const result = await verified(make());
    expect(result.code).toBe(1);
    expect(result.err).toContain(`WRONG: ${problem}`);
  });

  /** The second program. */
  async function verifiedReceipts(changedRows: readonly Row[] = rows, keys = jwks) {
    const [file, keyFile] = [join(folder, "signed.jsonl"), join(folder, "jwks.json")];
    await writeFile(file, changedRows.map((row) => `${JSON.stringify(row)}\n`).join(""));
    await writeFile(keyFile, keys);
    return python(join(docs, "verify_receipts.py"), file, keyFile);
  }

  const isSigned = (row: Row) => "signature" in row;
  const hasVersion = (row: Row) => "version" in row;
  /** The signed receipt with other claims, and the signature that it had. */
  const resigned = (jws: unknown, change: (claims: string) => string) => {
    const [header, payload = "", signature] = String(jws).split(".");
    const claims = Buffer.from(change(Buffer.from(payload, "base64url").toString())).toString("base64url");
    return [header, claims, signature].join(".");
  };

  test("finds every signed receipt and published version right, and says how many", async () => {
    const [signed, versions] = [isSigned, hasVersion].map((is) => rows.filter(is).length);
    expect([signed, versions]).toEqual([3, 1]);
    const result = await verifiedReceipts();
    expect(result).toMatchObject({ code: 0, err: "" });
    const said = "3 signed receipts and 1 published versions are right. 0 receipts are from before they were signed.\n";
    expect(result.out).toBe(said);
  });

  test.each<[string, () => Row[], string]>([
    [
      "one byte of a signature",
      () => changed(isSigned, (row) => ({ ...row, signature: String(row["signature"]).replace(/.{4}$/, "AAAA") })),
      "the signature of receipt",
    ],
    [
      "one byte of the claims",
      () =>
        changed(isSigned, (row) => ({
          ...row,
          signature: resigned(row["signature"], (claims) => claims.replace('"granted"', '"Granted"')),
        })),
      "the signature of receipt",
    ],
    [
      "the signed form of another receipt",
      () => changed(isSigned, (row) => ({ ...row, signature: rows.findLast(isSigned)?.["signature"] })),
      "what receipt",
    ],
    [
      "a decision that the row says otherwise",
      () =>
        changed(isSigned, (row) => {
          const receipt = inside(row, "receipt") as { items: object[] };
          return {
            ...row,
            receipt: { ...receipt, items: receipt.items.map((item) => ({ ...item, state: "denied" })) },
          };
        }),
      "the decisions of receipt",
    ],
    [
      "who acted",
      () =>
        changed(isSigned, (row) => {
          const texts = inside(row, "texts") as { snapshot: object };
          return { ...row, texts: { ...texts, snapshot: { ...texts.snapshot, actor: { kind: "system" } } } };
        }),
      "who acted in receipt",
    ],
    ["its place in the ledger", () => changed(isSigned, (row) => ({ ...row, hash: "0".repeat(64) })), "the place of"],
    [
      "a word of a published version",
      () => changed(hasVersion, (row) => ({ ...row, version: { ...inside(row, "version"), legalNote: "Other" } })),
      "the version of entry",
    ],
    [
      "a published version that is left out",
      () => changed(hasVersion, ({ version: _, ...row }) => row),
      "the version of",
    ],
  ])("finds %s", async (_, make, problem) => {
    const result = await verifiedReceipts(make());
    expect([result.code, result.err]).toEqual([1, expect.stringContaining(`WRONG: ${problem}`)]);
  });

  test("finds a key with another name, and a receipt of a key that is not there", async () => {
    const named = await verifiedReceipts(rows, jwks.replace(/"kid":"./, '"kid":"_'));
    expect(named.err).toContain("WRONG: the name of the key");
    expect((await verifiedReceipts(rows, '{"keys":[]}')).err).toContain("WRONG: the key of receipt");
  });

  test("docs/proof.md names every member of what is hashed and exported", async () => {
    const proof = await readFile(join(docs, "proof.md"), "utf8");
    const names = new Set<string>();
    // Inside of these the members are of a format of its own, or of any kind: what was shown, and details of an event.
    const open = new Set(["notice", "details"]);
    const collect = (value: unknown): void => {
      if (Array.isArray(value)) return value.forEach(collect);
      if (typeof value !== "object" || value === null) return;
      for (const [name, member] of Object.entries(value)) {
        names.add(name);
        if (!open.has(name)) collect(member);
      }
    };
    collect(rows);
    const link: AccountLink = { account: "", pseudonym: "", salt: "" };
    collect(link);
    for (const real of ["snapshotHash", "termsHash", "reason"]) expect(names, "it is a real export").toContain(real);
    expect([...names].filter((name) => !proof.includes(`\`${name}\``) && !proof.includes(`"${name}":`))).toEqual([]);
  });

  test.each(["verify_ledger.py", "verify_receipts.py"])("%s has at most sixty lines", async (name) => {
    const lines = (await readFile(join(docs, name), "utf8")).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
  });
});
