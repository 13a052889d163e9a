import { createHash, randomUUID } from "node:crypto";
import { canonicalJson } from "@assent/consent/ledger/canonical-json";
import * as fc from "fast-check";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { appendEvent } from "./events.ts";
import { latestEntries, ledgerHead, verifyLedger } from "./ledger.ts";
import type { Executor } from "../engine/orm.ts";
import { provision, refuse } from "../provisioning/provision.ts";
import { archivePurpose } from "../purposes/purpose-editing.ts";
import { saveController } from "../settings/settings.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { tampering } from "../testing/tampering.ts";
import {
  acme,
  makeDecision,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  uniqueWord,
} from "../testing/factories.ts";

describe("the ledger", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("verifies while it is empty", async () => {
    expect(await ledgerHead(orm())).toEqual({ seq: 0, hash: "0".repeat(64) });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true, checked: 0 });
  });

  test("has one entry for each event, and none for a refusal", async () => {
    const { purposeId } = await makePurpose(database(), { name: "Größe “quoted” \u0001\u{1F600}" });
    const provider = await makeProvider(database());
    await makePerson(database(), provider, { agreed: { email: "ana@example.org" } });
    await refuse(database(), await makeDecision(database(), provider));
    await archivePurpose(orm(), purposeId, null);
    const kinds = (await latestEntries(orm(), 10)).map(({ kind }) => kind).reverse();
    expect(kinds).toEqual(["purpose-created", "provider-created", "provisioned", "purpose-archived"]);
    const verified = await verifyLedger(orm(), { batch: 2 });
    expect(verified).toEqual({ ok: true, checked: 4, head: await ledgerHead(orm()) });
  });

  test("contains no personal data", async () => {
    const canary = uniqueWord("canary");
    await makePurpose(database());
    const provider = await makeProvider(database());
    await makePerson(database(), provider, { agreed: { email: canary }, subject: canary });
    const [entry] = await latestEntries(orm(), 1);
    expect(Object.keys(entry?.payload ?? {}).sort()).toEqual([
      "account",
      "event",
      "eventHash",
      "receipt",
      "receiptHash",
    ]);
    expect(
      (await dumpTables(orm()))
        .split("\n")
        .filter((line) => line.startsWith("ledger_entry"))
        .join(),
    ).not.toContain(canary);
  });

  test("accepts any text that a receipt and an event can contain", async () => {
    const provider = await makeProvider(database());
    const odd = '\u0001\b\t\n\f\r"\\/\u007f\u0080\u2028é\u{1F600}';
    await makePerson(database(), provider, { notice: noticeFor([], { title: odd }) });
    const details = { b: odd, a: ["x", odd], n: -12, z: null, t: true, [odd.slice(0, 8)]: 0 };
    await appendEvent(orm(), { type: "provider-changed", actor: "system", details });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("has no entry of a transaction that is rolled back", async () => {
    const before = await ledgerHead(orm());
    const rolledBack = orm().transaction(async (tx) => {
      await appendEvent(tx, { type: "controller-changed", actor: "system" });
      throw new Error("no");
    });
    await expect(rolledBack).rejects.toThrow("no");
    expect(await ledgerHead(orm())).toEqual(before);
  });

  test("refuses changes, truncation and numbers that are not integers", async () => {
    for (const statement of [
      "update ledger_entry set kind = 'x'",
      "delete from ledger_entry",
      "truncate ledger_entry",
    ]) {
      await expect(orm().execute(sql.raw(statement))).rejects.toMatchObject({
        code: "23001",
        constraint: "ledger_entry_is_immutable",
      });
    }
    const event = { type: "controller-changed", actor: "system" } as const;
    await expect(appendEvent(orm(), { ...event, details: { half: 0.5 } })).rejects.toMatchObject({ code: "23514" });
  });

  const someReceipt = "(select id from receipt order by decided_at desc, id limit 1)";
  const refused = "(select receipt_id from receipt_item where state = 'denied' limit 1)";
  const entryOf = (record: string) =>
    `(select seq from ledger_entry where payload ->> 'event' = (${record})::text or payload ->> 'receipt' = (${record})::text)`;
  const someEvent = "(select id from event where type <> 'refused' order by at desc, id limit 1)";

  test.each<{ what: string; statements: string[]; first: string; problem: string }>([
    ...["kind = 'x'", "at = at + interval '1 ms'", "hash = repeat('a', 64)", "previous_hash = repeat('b', 64)"].map(
      (change) => ({
        what: `an entry with ${change}`,
        statements: [`update ledger_entry set ${change} where seq = 3`],
        first: "3",
        problem: "changed",
      }),
    ),
    {
      what: "a payload that names something else",
      statements: [`update ledger_entry set payload = payload || '{"event": "not an id"}' where seq = 3`],
      first: "3",
      problem: "changed",
    },
    { what: "a deleted entry", statements: ["delete from ledger_entry where seq = 3"], first: "3", problem: "missing" },
    {
      what: "the first one deleted",
      statements: ["delete from ledger_entry where seq = 1"],
      first: "1",
      problem: "missing",
    },
    {
      what: "a deleted entry, the rest renumbered",
      statements: [
        "delete from ledger_entry where seq = 3",
        "update ledger_entry set seq = seq + 1000 where seq > 3",
        "update ledger_entry set seq = seq - 1001 where seq > 1000",
      ],
      first: "3",
      problem: "changed",
    },
    {
      what: "two entries that changed places",
      statements: [
        "update ledger_entry set seq = 999 where seq = 3",
        "update ledger_entry set seq = 3 where seq = 4",
        "update ledger_entry set seq = 4 where seq = 999",
      ],
      first: "3",
      problem: "changed",
    },
    {
      what: "two events that changed places",
      statements: [
        "create temp table spare on commit drop as select * from event where id::text in (select payload ->> 'event' from ledger_entry where seq in (2, 3))",
        "update event e set type = s.type, details = s.details from spare s where e.id in (select id from spare) and s.id <> e.id",
      ],
      first: "2",
      problem: "event-changed",
    },
    {
      what: "a changed event",
      statements: [`update event set details = '{"granted": 7}' where id = ${someEvent}`],
      first: entryOf(someEvent),
      problem: "event-changed",
    },
    {
      what: "an event at another time",
      statements: [
        `update event set at = at - interval '1 hour' where id = (select (payload ->> 'event')::uuid from ledger_entry where seq = 2)`,
      ],
      first: "2",
      problem: "event-changed",
    },
    {
      what: "a deleted event",
      statements: ["delete from event where id = (select (payload ->> 'event')::uuid from ledger_entry where seq = 2)"],
      first: "2",
      problem: "event-missing",
    },
    ...[
      "provider_name = 'Another'",
      "decided_at = decided_at + interval '1 ms'",
      "pseudonym = gen_random_uuid()",
      `notice = notice || '{"title": "Another"}'`,
      `notice = notice || '{"title": "Another"}', notice_hash = repeat('a', 64)`,
    ].map((change) => ({
      what: `a receipt with ${change}`,
      statements: [`update receipt set ${change} where id = ${someReceipt}`],
      first: entryOf(someReceipt),
      problem: "receipt-changed",
    })),
    {
      what: "the time on an item of a receipt",
      statements: [`update receipt_item set decided_at = decided_at - interval '1 day' where receipt_id = ${refused}`],
      first: entryOf(refused),
      problem: "receipt-changed",
    },
    {
      what: "a denial made a grant",
      statements: [`update receipt_item set state = 'granted', source = 'provider' where receipt_id = ${refused}`],
      first: entryOf(refused),
      problem: "receipt-changed",
    },
    {
      what: "a receipt without its items",
      statements: [`delete from receipt_item where receipt_id = ${refused}`],
      first: entryOf(refused),
      problem: "receipt-changed",
    },
    {
      what: "a deleted receipt",
      statements: [`delete from receipt where id = ${someReceipt}`],
      first: entryOf(someReceipt),
      problem: "receipt-missing",
    },
  ])("names the first broken entry: $what", async ({ statements, first, problem }) => {
    const [wanted] = await orm().execute<{ seq: number }>(sql.raw(`select (${first})::int as seq`));
    const found = await tampering(database(), statements, (tx) => verifyLedger(tx, { batch: 2 }));
    expect(found).toMatchObject({ ok: false, problem, seq: wanted?.seq, checked: (wanted?.seq ?? 0) - 1 });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("finds rows without an entry, and entries removed from its end", async () => {
    const id = randomUUID();
    const look = (tx: Executor) => verifyLedger(tx);
    expect(
      await tampering(
        database(),
        [`insert into event (id, type, actor_kind) values ('${id}', 'controller-changed', 'system')`],
        look,
      ),
    ).toMatchObject({ ok: false, problem: "event-unlisted", seq: null, about: { event: id } });
    const copy = `insert into receipt select (jsonb_populate_record(r, jsonb_build_object('id', '${id}', 'number', '0000-0000'))).* from receipt r limit 1`;
    expect(await tampering(database(), [copy], look)).toMatchObject({
      ok: false,
      problem: "receipt-unlisted",
      about: { receipt: "0000-0000" },
    });
    const cut = "delete from ledger_entry where seq = (select max(seq) from ledger_entry)";
    expect(await tampering(database(), [cut], look)).toMatchObject({ ok: false, problem: "event-unlisted" });
  });

  test("contains a head that was kept elsewhere, or reports where it differs", async () => {
    const kept = await ledgerHead(orm());
    await saveController(orm(), { base: 0, values: acme }, null);
    expect(await verifyLedger(orm(), { kept })).toMatchObject({ ok: true });
    expect(await verifyLedger(orm(), { kept: { ...kept, hash: "a".repeat(64) } })).toMatchObject({
      problem: "head-changed",
      seq: kept.seq,
    });
    const later = { seq: kept.seq + 9, hash: kept.hash };
    expect(await verifyLedger(orm(), { kept: later })).toMatchObject({ problem: "head-missing", seq: later.seq });
  });

  test("canonical JSON and its digest are the same in the database and in the rules", async () => {
    const text = fc
      .string({
        unit: fc.oneof(
          fc.constantFrom("\b", "\f", "\n", '"', "\\", "\u007f"),
          fc.string({ unit: "grapheme", minLength: 1, maxLength: 1 }),
        ),
      })
      .filter((t) => !t.includes("\0"));
    const key = fc.string({ unit: "grapheme-ascii" });
    const { tree } = fc.letrec((tie) => ({
      tree: fc.oneof(
        { depthSize: "small" },
        text,
        fc.boolean(),
        fc.constant(null),
        fc.integer(),
        fc.array(tie("tree")),
        fc.dictionary(key, tie("tree")),
      ),
    }));
    await fc.assert(
      fc.asyncProperty(tree, async (value) => {
        const [row] = await orm().execute<{ text: string; digest: string }>(sql`
          select canonical_json(${JSON.stringify(value)}::jsonb) as text, json_digest(${JSON.stringify(value)}::jsonb) as digest`);
        expect(row?.text).toBe(canonicalJson(value));
        expect(row?.digest).toBe(createHash("sha256").update(canonicalJson(value)).digest("hex"));
      }),
      { numRuns: 200 },
    );
  });

  test("fifty concurrent transactions leave one unbroken chain", async () => {
    await makePurpose(database());
    const provider = await makeProvider(database());
    const before = await ledgerHead(orm());
    const inputs = await Promise.all(Array.from({ length: 50 }, () => makeDecision(database(), provider)));
    const results = await Promise.all(inputs.map((input) => provision(database(), input)));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect((await ledgerHead(orm())).seq).toBe(before.seq + 50);
    expect(await verifyLedger(orm(), { batch: 7 })).toMatchObject({ ok: true, checked: before.seq + 50 });
  });
});

describe("the ledger between transactions", () => {
  const database = useDatabase();

  test("does not block a transaction before its commit", async () => {
    const { orm } = database();
    await orm.transaction(async (tx) => {
      await appendEvent(tx, { type: "controller-changed", actor: "system" });
      // Another complete transaction, while this one is open.
      await saveController(orm, { base: 0, values: acme }, null);
      expect((await ledgerHead(orm)).seq).toBe(1);
    });
    expect(await verifyLedger(orm)).toMatchObject({ ok: true, checked: 2 });
  });
});
