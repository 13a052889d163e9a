import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { erasuresSince } from "@assent/database/audit/erasures";
import { migrate } from "@assent/database/engine/migrate";
import { type Database, openDatabase } from "@assent/database/engine/open";
import { dumpTables } from "@assent/database/testing/dump";
import { asks, makePerson, makeProvider, makePurpose, noticeFor, uniqueWord } from "@assent/database/testing/factories";
import { closeAccount } from "@assent/database/provisioning/close-account";
import { withdraw } from "@assent/database/provisioning/withdraw";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { startOwnDatabase } from "@assent/testkit/own-database";
import { testServer } from "@assent/testkit/server";
import { createThrowAwayDatabase, runStatement, withDatabase } from "@assent/testkit/throw-away";
import { createHash, randomBytes } from "node:crypto";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";

// docs/erasure.md and docs/production.md, step by step, as an operator does them: with `npm run` in the checkout, in the
// two set-ups that they describe. The commands read and wrote files in a directory of their own.
const checkout = join(import.meta.dirname, "../../../..");

/** Elsewhere than the checkout, where the operator's files are. */
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "assent-restore-"));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

type Settings = Readonly<Record<string, string>>;

function npmRun(settings: Settings, ...args: string[]): Promise<{ code: number; out: string; err: string }> {
  vi.unstubAllEnvs();
  const all = { SUPERVISED: "on", AUTH_URL: "https://assent.example", ...settings };
  // The program inherits it.
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
  return new Promise((done) => {
    execFile(process.execPath, [join(checkout, "scripts/run.mjs"), ...args], { cwd: folder }, (error, out, err) =>
      done({ code: error ? Number(error.code) : 0, out, err }),
    );
  });
}

async function withOpen<Result>(url: string, act: (database: Database) => Promise<Result>): Promise<Result> {
  const database = await openDatabase({ url, poolSize: 2, isPatient: true });
  return act(database).finally(() => database.close());
}

interface People {
  readonly purposeId: string;
  readonly versionId: string;
  readonly withdraws: { readonly userId: string; readonly email: string };
  readonly closes: { readonly userId: string; readonly email: string };
  readonly stays: { readonly email: string };
}

async function makePeople(database: Database): Promise<People> {
  const { purposeId, versionId } = await makePurpose(database, { attributes: [asks("email")] });
  const provider = await makeProvider(database, { purposesMode: "chosen", purposes: [purposeId] });
  const make = async () => {
    const email = uniqueWord("canary");
    const { userId } = await makePerson(database, provider, { agreed: { email } });
    return { userId, email };
  };
  return { purposeId, versionId, withdraws: await make(), closes: await make(), stays: await make() };
}

async function eraseSome(database: Database, { purposeId, versionId, withdraws, closes }: People): Promise<void> {
  const notice = noticeFor([]);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  const shown = { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
  await withdraw(database, { userId: withdraws.userId, purposeId, versionId, attribute: "email", ...shown });
  await closeAccount(database, { userId: closes.userId });
  expect((await erasuresSince(database.orm, new Date(0))).length).toBeGreaterThan(1);
}

/** Step 1 of docs/erasure.md, on the database that broke, and step 3, on the restored one. */
async function listAndReplay(before: Settings, after: Settings, people: People, since: Date): Promise<void> {
  const list = await npmRun(before, "erasures", "--", "list", "erasures.json", "--since", since.toISOString());
  expect(list).toMatchObject({ code: 0, err: "" });
  const file = join(folder, "erasures.json");
  expect(statSync(file).mode & 0o777).toBe(0o600);
  for (const { email } of [people.withdraws, people.closes, people.stays]) {
    expect(readFileSync(file, "utf8")).not.toContain(email);
  }
  const replay = () => npmRun(after, "erasures", "--", "replay", "erasures.json");
  expect(await replay()).toMatchObject({ code: 0, out: expect.stringContaining("1 details, 1 accounts"), err: "" });
  expect(await replay()).toMatchObject({ code: 0, out: expect.stringContaining("0 details, 0 accounts"), err: "" });
}

async function expectErased(database: Database, { withdraws, closes, stays }: People): Promise<void> {
  const rows = await dumpTables(database.orm);
  for (const { email } of [withdraws, closes]) expect(rows).not.toContain(email);
  expect(rows).toContain(stays.email);
}

test("a separate server, where the app has a role with fewer rights", { timeout: 240_000 }, async () => {
  const server = await testServer();
  onTestFinished(() => server.stop());
  const [broken, restored] = [await createThrowAwayDatabase(server.url), await createThrowAwayDatabase(server.url)];
  const role = `assent_app_${randomBytes(4).toString("hex")}`;
  await runStatement(server.url, `create role ${role} login password 'app'`);
  onTestFinished(async () => {
    for (const { run, drop } of [broken, restored]) await run(`drop owned by ${role}`).then(drop);
    await runStatement(server.url, `drop role ${role}`);
  });
  const settingsOf = (name: string): Settings => {
    const asApp = new URL(withDatabase(server.url, name));
    Object.assign(asApp, { username: role, password: "app" });
    const DATABASE_OWNER_URL = withDatabase(server.url, name);
    return { AUTH_SECRET: "for these tests only 0123456789ab", DATABASE_URL: asApp.href, DATABASE_OWNER_URL };
  };
  const people = await withOpen(broken.url, async (database) => {
    await migrate(database);
    return makePeople(database);
  });
  await restored.copyFrom(broken.name);
  const since = new Date();
  await withOpen(broken.url, (database) => eraseSome(database, people));
  expect(await withOpen(restored.url, ({ orm }) => dumpTables(orm))).toContain(people.closes.email);
  await listAndReplay(settingsOf(broken.name), settingsOf(restored.name), people, since);
  await withOpen(restored.url, (database) => expectErased(database, people));
  expect(await npmRun(settingsOf(restored.name), "ledger:verify")).toMatchObject({ code: 0, err: "" });
});

test("the PostgreSQL that Assent brings along", { timeout: 240_000 }, async () => {
  const [broken, backup] = [join(folder, "broken"), join(folder, "backup")];
  let own = await startOwnDatabase(broken);
  const people = await withOpen(own.url, async (database) => {
    await migrate(database);
    return makePeople(database);
  });
  // The backup: stopped, and copied as a whole.
  await own.stop();
  cpSync(broken, backup, { recursive: true, filter: (path) => !existsSync(path) || !statSync(path).isSocket() });
  const since = new Date();
  own = await startOwnDatabase(broken);
  await withOpen(own.url, (database) => eraseSome(database, people));
  await own.stop();

  await listAndReplay({ DATA_DIR: broken }, { DATA_DIR: backup }, people, since);
  own = await startOwnDatabase(backup);
  await withOpen(own.url, (database) => expectErased(database, people));
  await own.stop();
  expect(await npmRun({ DATA_DIR: backup }, "ledger:verify")).toMatchObject({ code: 0, err: "" });
});
