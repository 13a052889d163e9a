import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { canonicalJson } from "@assent/consent/ledger/canonical-json";
import { createThrowAwayDatabase } from "@assent/testkit/throw-away";
import { sql } from "drizzle-orm";
import { describe, expect, inject, onTestFinished, test } from "vitest";
import { catalogue } from "../attributes/attributes.ts";
import { latestEntries, verifyLedger } from "../audit/ledger.ts";
import { migrate } from "./migrate.ts";
import { type Database, openDatabase } from "./open.ts";
import { useDatabase } from "../testing/databases.ts";
import { untilWaiting } from "../testing/locks.ts";
import { countRows, dumpTables } from "../testing/dump.ts";
import { makePurpose } from "../testing/factories.ts";

const packageFolder = join(import.meta.dirname, "../..");
const migrations = join(packageFolder, "migrations");

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}
const journal = JSON.parse(readFileSync(join(migrations, "meta/_journal.json"), "utf8")) as Journal;

describe("migrating", () => {
  const database = useDatabase();

  test("a second time changes nothing", async () => {
    const before = await dumpTables(database().orm);
    await migrate(database(), { folder: migrations });
    expect(await dumpTables(database().orm)).toBe(before);
    const [applied] = await database().orm.execute<{ count: number }>(
      sql`select count(*) as count from drizzle.__drizzle_migrations`,
    );
    expect(applied?.count).toBe(journal.entries.length);
  });

  test("fills the catalogue with the standard attributes, and leaves changed ones alone", async () => {
    expect((await catalogue(database().orm)).get("email")).toEqual({
      key: "email",
      type: "email",
      sensitive: false,
      selfAssertable: true,
      label: "email",
      explanation: "",
      masked: false,
      category: "EmailAddress",
    });
    await database().orm.execute(sql`update attribute set sensitive = true where key = 'email'`);
    await migrate(database());
    expect((await catalogue(database().orm)).get("email")?.sensitive).toBe(true);
  });

  test("without its folder fails and changes nothing", async () => {
    await expect(migrate(database(), { folder: "/nowhere" })).rejects.toThrow("Can't find meta/_journal.json file");
  });
});

test("four processes that migrate one empty database at once all succeed", async () => {
  const { url, drop } = await createThrowAwayDatabase(inject("postgresServer"));
  const four = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url, poolSize: 2 })));
  const outcomes = await Promise.allSettled(four.map((database) => migrate(database)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "fulfilled"));
  const [row] = await (four[0] as (typeof four)[number]).orm.execute<{ count: number }>(
    sql`select count(*) as count from drizzle.__drizzle_migrations`,
  );
  expect(row?.count).toBe(journal.entries.length);
  await Promise.all(four.map((database) => database.close()));
  await drop();
});

/** Our migrations and one more, in a folder of their own. */
function folderWith(statement: string): string {
  const folder = mkdtempSync(join(tmpdir(), "assent-migrations-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  cpSync(migrations, folder, { recursive: true });
  const last = journal.entries.at(-1);
  const entry = { ...last, idx: journal.entries.length, when: (last?.when ?? 0) + 1, tag: "9999_one_more" };
  writeFileSync(join(folder, "9999_one_more.sql"), statement);
  writeFileSync(
    join(folder, "meta/_journal.json"),
    JSON.stringify({ ...journal, entries: [...journal.entries, entry] }),
  );
  return folder;
}

describe("a database that others use", () => {
  const database = useDatabase();

  // It waited for a table as long as it was being read, and every sign-in waited behind it.
  test("is migrated once it is free, and until then no one waits behind the migration", async () => {
    const folder = folderWith("alter table users add column one_more integer");
    const { orm } = database();
    let migrating: Promise<void> | undefined;
    await orm.transaction(async (reader) => {
      await reader.execute(sql`select count(*) from users`);
      migrating = migrate(database(), { folder });
      await untilWaiting(orm, 1);
      const began = performance.now();
      await orm.execute(sql`select count(*) from users`);
      expect(performance.now() - began).toBeLessThan(4000);
    });
    await migrating;
    expect(await orm.execute(sql`select one_more from users`)).toEqual([]);
  });

  // An older program took it for up to date, and served.
  test("by a newer version is refused with a sentence, and left alone", async () => {
    const before = await dumpTables(database().orm);
    await expect(migrate(database())).rejects.toMatchObject({
      name: "DatabaseOpenError",
      code: "newer-database",
      message: expect.stringContaining("newer version"),
    });
    expect(await dumpTables(database().orm)).toBe(before);
  });
});

/** As an installation stood before the migration that begins with this number. */
async function migrateUpTo(database: Database, tag: string): Promise<void> {
  const before = mkdtempSync(join(tmpdir(), "assent-migrations-"));
  cpSync(migrations, before, { recursive: true });
  const entries = journal.entries.filter((entry) => entry.tag < tag);
  writeFileSync(join(before, "meta/_journal.json"), JSON.stringify({ ...journal, entries }));
  await migrate(database, { folder: before });
  rmSync(before, { recursive: true });
}

test("older versions that do not say what they ask: no one is asked less, and they are kept as before", async () => {
  const { database, drop } = await databaseBefore("0005");
  // Each version: whether it was material, and its words.
  const histories = {
      "more, then other words": [[true, "a"], [true, "a"], [false, "b"]],
      "more alone": [[true, "a"], [true, "a"]],
      "other words alone": [[true, "a"], [false, "b"]],
      "more in other words": [[true, "a"], [true, "b"]],
      "more in other words, then as before": [[true, "a"], [true, "b"], [false, "a"]],
    } as const; // prettier-ignore
  for (const [name, versions] of Object.entries(histories)) {
    const [made] = await database.orm.execute<{ id: string }>(sql`
        insert into purpose (name, name_key, status, position) values (${name}, ${name}, 'live', 1) returning id`);
    for (const [index, [material, words]] of versions.entries()) {
      const [version] = await database.orm.execute<{ id: string }>(sql`
          insert into purpose_version (purpose_id, number, retention_kind, material)
          values (${made?.id}, ${index + 1}, 'withdrawn', ${material}) returning id`);
      await database.orm.execute(sql`insert into purpose_version_text (version_id, language, name, description)
          values (${version?.id}, 'en', ${name}, ${words})`);
      await database.orm.execute(sql`update purpose_version set published_at = now() where id = ${version?.id}`);
    }
  }
  await migrate(database);
  const rows = await database.orm.execute<{ name: string; number: number }>(sql`
      select p.name, v.number from purpose_version v join purpose p on p.id = v.purpose_id where v.asks_all order by 1`);
  expect(rows).toEqual([
    { name: "more in other words", number: 2 },
    { name: "more, then other words", number: 2 },
  ]);
  const changed = database.orm.execute(sql`update purpose_version set asks_all = false`);
  await expect(changed).rejects.toMatchObject({ constraint: "purpose_version_is_kept" });
  await database.close();
  await drop();
});

/** A PostgreSQL database from before this migration. */
async function databaseBefore(tag: string) {
  const { url, drop } = await createThrowAwayDatabase(inject("postgresServer"));
  const database = await openDatabase({ url, poolSize: 2 });
  await migrateUpTo(database, tag);
  return { database, drop };
}

test("earlier events are added to the new ledger, in their order", async () => {
  const { database, drop } = await databaseBefore("0002");
  // The tables as they were then: today's code would write columns that do not exist yet.
  const notice = { title: "Choose", purposes: [] };
  const hash = createHash("sha256").update(canonicalJson(notice)).digest("hex");
  const [made] = await database.orm.execute<{ id: string; pseudonym: string }>(sql`
    insert into receipt (number, pseudonym, kind, language, notice, notice_hash, collection_method, decided_at)
    values ('7Q4K-2M9X', gen_random_uuid(), 'consent', 'en', ${JSON.stringify(notice)}::jsonb, ${hash}, 'web-form',
      '2026-01-02T00:00:00Z')
    returning id, pseudonym`);
  const { id, pseudonym } = made ?? { id: "", pseudonym: "" };
  await database.orm.execute(sql`
    insert into event (at, type, actor_kind, actor_id, pseudonym, receipt_id) values
      ('2026-01-02T00:00:00Z', 'provisioned', 'person', ${pseudonym}::uuid, ${pseudonym}::uuid, ${id}::uuid),
      ('2026-01-01T00:00:00Z', 'controller-changed', 'system', null, null, null),
      ('2026-01-03T00:00:00Z', 'refused', null, null, null, null)`);

  await migrate(database);
  expect(await verifyLedger(database.orm)).toMatchObject({ ok: true, checked: 2 });
  const kinds = (await latestEntries(database.orm, 9)).map(({ kind }) => kind);
  expect(kinds).toEqual(["provisioned", "controller-changed"]);
  // Consumers do not need events from before the outbox.
  expect((await countRows(database.orm))["outbox"]).toBe(0);
  await makePurpose(database);
  expect(await verifyLedger(database.orm)).toMatchObject({ ok: true, checked: 3 });
  await database.close();
  await drop();
});

test("existing decisions get the time of their receipt, and the ledger still verifies", async () => {
  const { database, drop } = await databaseBefore("0007");
  await database.orm.execute(sql`
    with named as (
      insert into purpose (name, name_key, status, position) values ('News', 'news', 'live', 1) returning id
    ), version as (
      insert into purpose_version (purpose_id, number, retention_kind, material)
      select id, 1, 'withdrawn', true from named returning id
    ), asked as (
      insert into purpose_version_attribute (version_id, attribute_key, mandatory, position)
      select id, 'email', false, 1 from version returning version_id, attribute_key, mandatory
    ), kept as (
      insert into receipt (number, pseudonym, kind, language, notice, notice_hash, collection_method, decided_at)
      values ('7Q4K-2M9X', gen_random_uuid(), 'consent', 'en', '{}', encode(sha256('{}'), 'hex'), 'web-form', '2026-01-02T03:04:05.678Z')
      returning id
    ), decided as (
      insert into receipt_item (receipt_id, purpose_version_id, attribute_key, state, mandatory)
      select kept.id, version_id, attribute_key, 'denied', mandatory from kept, asked
    )
    insert into event (at, type, actor_kind, actor_id, receipt_id)
    select '2026-01-02T03:04:05.678Z', 'provisioned', 'person', gen_random_uuid(), id from kept`);
  await migrate(database);
  expect(await database.orm.execute(sql`select decided_at as at from receipt_item`)).toEqual([
    { at: new Date("2026-01-02T03:04:05.678Z") },
  ]);
  expect(await verifyLedger(database.orm)).toMatchObject({ ok: true, checked: 1 });
  await expect(database.orm.execute(sql`update receipt_item set state = 'denied'`)).rejects.toMatchObject({
    constraint: "receipt_item_is_immutable",
  });
  await database.close();
  await drop();
});

test("the migrations match the schema: generating again changes nothing", async () => {
  const out = mkdtempSync(join(tmpdir(), "assent-migrations-"));
  cpSync(migrations, out, { recursive: true });
  const options = [
    "--dialect=postgresql",
    "--schema=./src/schema/*.ts",
    "--casing=snake_case",
    `--out=${relative(packageFolder, out)}`,
  ];
  const kit = join(packageFolder, "node_modules/drizzle-kit/bin.cjs");
  const { stdout } = await promisify(execFile)(process.execPath, [kit, "generate", ...options], { cwd: packageFolder });
  rmSync(out, { recursive: true });
  expect(stdout).toContain("No schema changes");
});

// drizzle's migrator runs only migrations that are newer than the last one that ran, and silently skips an older one.
test("each migration is newer than the one before", () => {
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times).size).toBe(times.length);
});

test("what is published, and accounts from before, are taken into the ledger", async () => {
  const { database, drop } = await databaseBefore("0048");
  // The tables as they were then.
  await database.orm.execute(sql`
    with named as (
      insert into purpose (name, name_key, status, position) values ('News', 'news', 'live', 1) returning id
    ), version as (
      insert into purpose_version (purpose_id, number, retention_kind, material)
      select id, n, 'withdrawn', true from named, generate_series(1, 2) n returning id, number
    ), words as (
      insert into purpose_version_text (version_id, language, name, description)
      select id, 'en', 'News', 'So that you get "news".' from version
    )
    insert into purpose_version_attribute (version_id, attribute_key, mandatory, position)
    select id, 'email', false, 1 from version`);
  await database.orm.execute(sql`update purpose_version set published_at = now() - interval '1 day' where number = 1`);
  await database.orm.execute(sql`
    insert into users (pseudonym, status, closed_at, language)
    values (gen_random_uuid(), 'active', null, 'en'), (null, 'closed', now(), 'en')`);
  await migrate(database);
  expect(await verifyLedger(database.orm)).toMatchObject({ ok: true, checked: 2 });
  expect(
    (await latestEntries(database.orm, 9)).map(({ kind, payload }) => [kind, Object.keys(payload).sort()]),
  ).toEqual([
    ["chained", ["account", "event", "eventHash"]],
    ["chained", ["event", "eventHash", "version", "versionHash"]],
  ]);
  expect((await countRows(database.orm))["outbox"]).toBe(0);
  expect(await database.orm.execute(sql`select status from users where link_salt is null`)).toEqual([
    { status: "closed" },
  ]);
  await database.close();
  await drop();
});
