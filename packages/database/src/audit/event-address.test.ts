import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { actingFrom, latestEvents } from "./events.ts";
import { suspendAccount } from "../users/administration.ts";
import { addressOf, countAudit, listAudit } from "./audit.ts";
import { verifyLedger } from "./ledger.ts";
import { createPurpose, movePurpose } from "../purposes/purpose-editing.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { runRetention } from "../retention/retention.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, makePerson, makeProvider, purposeForm } from "../testing/factories.ts";

const [office, home] = ["203.0.113.7", "2001:db8:1:2:3:4:5:6"];

describe("addresses of administrators", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const addresses = async () =>
    (await orm().execute<{ address: string }>(sql`select address from event_address order by 1`)).map(
      ({ address }) => address,
    );
  const newest = async () => (await listAudit(orm(), {}, { limit: 1 })).entries[0];

  test("are stored with their events, can be filtered by, and are in no digest", async () => {
    const { userId } = await makeAdministrator(database());
    const by = userId;
    // A second purpose to swap with.
    await createPurpose(orm(), purposeForm(), null);
    const made = await actingFrom(office, () => createPurpose(orm(), purposeForm(), by));
    expect(await newest()).toMatchObject({ type: "purpose-created", address: office });
    const at = (await newest())?.id ?? "";
    const purposeId = made.ok ? made.purposeId : "";
    await actingFrom(home, () => movePurpose(orm(), purposeId, "up", by));
    await actingFrom(office, () => movePurpose(orm(), purposeId, "down", by));
    await actingFrom(null, () => movePurpose(orm(), purposeId, "up", by));
    expect(await newest(), "no proxy said so").toMatchObject({ address: null });
    const from = { sameAddressAs: at };
    expect((await listAudit(orm(), from, { limit: 9 })).entries.map(({ type }) => type)).toEqual([
      "purpose-moved",
      "purpose-created",
    ]);
    expect(await countAudit(orm(), from, 9)).toBe(2);
    expect(await addressOf(orm(), at)).toBe(office);
    const without = (await newest())?.id ?? "";
    expect(await countAudit(orm(), { sameAddressAs: without }, 9), "not those without one").toBe(0);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
    await orm().execute(sql`delete from event_address`);
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("stay separate for concurrent actions, and are not stored if the action is rolled back", async () => {
    const [ada, ben] = [await makeAdministrator(database()), await makeAdministrator(database())];
    const make = (by: string) => createPurpose(orm(), purposeForm(), by);
    await Promise.all([actingFrom(office, () => make(ada.userId)), actingFrom(home, () => make(ben.userId))]);
    const { entries } = await listAudit(orm(), { type: "purpose-created" }, { limit: 2 });
    for (const { actor, address } of entries) expect(address).toBe(actor?.userId === ada.userId ? office : home);
    const before = await dumpTables(orm());
    const failing = orm().transaction(async (tx) => {
      await actingFrom(office, () => createPurpose(tx, purposeForm(), ada.userId));
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    expect(await dumpTables(orm())).toBe(before);
  });

  test("are stored neither for people nor for the system", async () => {
    const provider = await makeProvider(database(), { purposesMode: "chosen" });
    const before = await addresses();
    await actingFrom(office, async () => {
      const { userId } = await makePerson(database(), provider);
      await closeAccount(database(), { userId });
      await createPurpose(orm(), purposeForm(), null);
    });
    expect(await addresses()).toEqual(before);
  });

  test("are deleted after their time and with the account, while the events stay", async () => {
    await orm().execute(sql`delete from event_address`);
    const [ada, ben] = [await makeAdministrator(database()), await makeAdministrator(database())];
    await actingFrom(office, () => createPurpose(orm(), purposeForm(), ada.userId));
    await orm().execute(sql`update event_address set at = now() - interval '91 days'`);
    await actingFrom(home, () => createPurpose(orm(), purposeForm(), ada.userId));
    await actingFrom("198.51.100.1", () => createPurpose(orm(), purposeForm(), ben.userId));
    expect((await runRetention(database(), { refusalDays: 365, addressDays: 90 }))?.removed).toEqual({ addresses: 1 });
    expect(await addresses()).toEqual(["198.51.100.1", home]);
    await closeAccount(database(), { userId: ada.userId });
    expect(await addresses()).toEqual(["198.51.100.1"]);
    const events = (await latestEvents(orm(), { limit: 50 })).filter(({ type }) => type === "purpose-created");
    expect(events.length).toBeGreaterThanOrEqual(3);
    expect(await suspendAccount(database(), { userId: ben.userId, by: ada.userId })).toMatchObject({ ok: false });
  });
});
