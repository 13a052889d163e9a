import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { writeVerifierKey } from "@assent/transparency/note";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ledgerHead, verifyLedger } from "./ledger.ts";
import { exportLedger } from "./ledger-export.ts";
import { refuse } from "../provisioning/provision.ts";
import { saveController } from "../settings/settings.ts";
import { logKey, makeCheckpoint, makeNoteKey } from "../testing/checkpoints.ts";
import { useDatabase } from "../testing/databases.ts";
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

  beforeAll(async () => {
    const db = database();
    await saveController(db.orm, { base: 0, values: acme }, null);
    await makePurpose(db, {
      name: "Größe “quoted” \u0001\u{1F600}\u2028",
      attributes: [asks("email", true), asks("name")],
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

  test("has at most sixty lines", async () => {
    const lines = (await readFile(program, "utf8")).trimEnd().split("\n");
    expect(lines.length).toBeLessThanOrEqual(60);
  });
});
