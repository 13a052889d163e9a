import { randomBytes, randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { grantAppRole } from "./app-role.ts";
import { migrate } from "./migrate.ts";
import { deleteProvider } from "../providers/provider-deletion.ts";
import { moveProvider } from "../providers/provider-order.ts";
import { archivePurpose, deletePurpose, restorePurpose } from "../purposes/purpose-editing.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { type Database, openDatabase } from "./open.ts";
import { refuse } from "../provisioning/provision.ts";

import { runRetention } from "../retention/retention.ts";
import { purgeSessions } from "../users/sessions.ts";
import { saveController } from "../settings/settings.ts";
import { makeCheckpoint } from "../testing/checkpoints.ts";
import { receiptsOfUser } from "../audit/receipts.ts";
import { rotateSigningKey } from "../audit/signing-keys.ts";
import { useDatabase } from "../testing/databases.ts";
import { newTestKey, testIssuer } from "../testing/issuer.ts";
import {
  acme,
  makeDecision,
  makeDraft,
  makePerson,
  makeProvider,
  makePurpose,
  publishNext,
  purposeForm,
} from "../testing/factories.ts";

describe("a separate role for the app", () => {
  const owner = useDatabase();
  const role = `assent_app_${randomBytes(4).toString("hex")}`;
  let app: Database | undefined;
  const orm = () => {
    if (!app) throw new Error("It is open within tests only.");
    return app;
  };

  beforeAll(async () => {
    await owner().orm.execute(sql`create role ${sql.identifier(role)} login password 'app'`);
    await grantAppRole(owner().orm, role);
    await grantAppRole(owner().orm, role);
    const url = new URL(owner().url);
    url.username = role;
    url.password = "app";
    app = await openDatabase({ url: url.href, poolSize: 4, issuer: testIssuer });
  });
  afterAll(async () => {
    await app?.close();
    await owner().orm.execute(sql`drop owned by ${sql.identifier(role)}`);
    await owner().orm.execute(sql`drop role ${sql.identifier(role)}`);
  });

  test("finds nothing to migrate after the owner has migrated, and cannot migrate itself", async () => {
    await migrate(orm());
    const [newest] = await owner().orm.execute<{ hash: string; at: string }>(sql`
      delete from drizzle.__drizzle_migrations
      where created_at = (select max(created_at) from drizzle.__drizzle_migrations) returning hash, created_at::text as at`);
    await expect(migrate(orm())).rejects.toMatchObject({ code: "42501" });
    await owner().orm.execute(sql`
      insert into drizzle.__drizzle_migrations (hash, created_at) values (${newest?.hash}, ${newest?.at}::bigint)`);
    await migrate(orm());
    await expect(orm().orm.execute(sql`delete from drizzle.__drizzle_migrations`)).rejects.toMatchObject({
      code: "42501",
    });
  });

  test("can write everything that the product writes", async () => {
    const db = orm();
    const { purposeId } = await makePurpose(db);
    const provider = await makeProvider(db);
    await rotateSigningKey(db.orm, newTestKey(randomUUID()));
    const { userId } = await makePerson(db, provider);
    const [signed] = await receiptsOfUser(db.orm, userId);
    expect(signed?.jws).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/);
    const idle = await makeProvider(db, { conditions: [{ kind: "email-verified" }] });
    expect(await moveProvider(db.orm, idle.id, "up", null)).toEqual({ ok: true });
    expect(await deleteProvider(db.orm, idle.id, null)).toEqual({ ok: true });
    expect(await refuse(db, await makeDecision(db, provider))).toEqual({ ok: true });
    expect(await publishNext(db, purposeId, purposeForm())).toMatchObject({ number: 2 });
    expect(await archivePurpose(db.orm, purposeId, null)).toEqual({ ok: true });
    expect(await restorePurpose(db.orm, purposeId, null)).toEqual({ ok: true });
    const unused = await makeDraft(db);
    expect(await deletePurpose(db.orm, unused.purposeId, null)).toEqual({ ok: true });
    await saveController(db.orm, { base: 0, values: acme }, null);
    await purgeSessions(db.orm);
    expect(await makeCheckpoint(db, { witnessed: true })).toMatchObject({ size: 15 });
    // Refusals are the only events that may be deleted, and only through the database's function.
    expect((await runRetention(db, { refusalDays: 0 }))?.removed).toMatchObject({ refusals: 1 });
    expect(await verifyLedger(db.orm)).toMatchObject({ ok: true, checked: 15 });
  });

  const denied = { code: "42501" };
  const proof = ["receipt", "receipt_item", "receipt_signature", "event", "ledger_entry"];

  const heads = ["ledger_node", "ledger_checkpoint", "ledger_cosignature", "ledger_timestamp"];

  test.each([...proof, ...heads])("can neither change nor delete %s", async (table) => {
    const name = sql.identifier(table);
    const [column] = await owner().orm.execute<{ name: string }>(sql`
      select attname as name from pg_attribute where attrelid = ${table}::regclass and attnum = 1`);
    const first = sql.identifier(column?.name ?? "");
    await expect(orm().orm.execute(sql`update ${name} set ${first} = ${first}`)).rejects.toMatchObject(denied);
    await expect(orm().orm.execute(sql`delete from ${name}`)).rejects.toMatchObject(denied);
    await expect(orm().orm.execute(sql`truncate ${name}`)).rejects.toMatchObject(denied);
  });

  test.each([
    "insert into ledger_entry select * from ledger_entry limit 1",
    "insert into outbox select * from outbox limit 1",
    "alter table event disable trigger all",
    "drop table ledger_entry",
    "set session_replication_role = replica",
    "create table mine ()",
    "update drizzle.__drizzle_migrations set created_at = 0",
  ])("may not: %s", async (statement) => {
    await expect(orm().orm.execute(sql.raw(statement))).rejects.toMatchObject(denied);
  });
});
