import { execFile } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { promisify } from "node:util";
import { sql } from "drizzle-orm";
import { describe, expect, inject, test } from "vitest";
import { catalogue } from "./attributes.ts";
import { migrate } from "./migrate.ts";
import { openDatabase } from "./open.ts";
import { testDatabases } from "./testing/databases.ts";
import { dumpTables } from "./testing/dump.ts";
import { createThrowAwayDatabase } from "./testing/throw-away.ts";

const packageFolder = join(import.meta.dirname, "..");
const migrations = join(packageFolder, "migrations");

interface Journal {
  readonly entries: readonly { readonly tag: string; readonly when: number }[];
}
const journal = JSON.parse(readFileSync(join(migrations, "meta/_journal.json"), "utf8")) as Journal;

describe.each(testDatabases())("migrating on $engine", ({ use }) => {
  const database = use();

  test("again changes nothing", async () => {
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
  const { url, drop } = await createThrowAwayDatabase({ maintenanceUrl: inject("postgresServer") });
  const four = await Promise.all(Array.from({ length: 4 }, () => openDatabase({ url, dataDir: "", poolSize: 2 })));
  const outcomes = await Promise.allSettled(four.map((database) => migrate(database)));
  expect(outcomes.map(({ status }) => status)).toEqual(Array.from({ length: 4 }, () => "fulfilled"));
  const [row] = await (four[0] as (typeof four)[number]).orm.execute<{ count: number }>(
    sql`select count(*) as count from drizzle.__drizzle_migrations`,
  );
  expect(row?.count).toBe(journal.entries.length);
  await Promise.all(four.map((database) => database.close()));
  await drop();
});

test("the migrations say what the schema says: generating again changes nothing", async () => {
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

// drizzle's migrator only runs what is newer than the newest that ran: one with an earlier time would be left out silently.
test("each migration is newer than the one before", () => {
  const times = journal.entries.map(({ when }) => when);
  expect(times).toEqual([...times].sort((a, b) => a - b));
  expect(new Set(times).size).toBe(times.length);
});
