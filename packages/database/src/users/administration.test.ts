import { createHash } from "node:crypto";
import { canonicalShownText } from "@assent/consent/receipt/receipt";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { endSessionsFor, restoreAccount, suspendAccount } from "./administration.ts";
import { latestEvents } from "../audit/events.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { getUser } from "./user-detail.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { findReceipt } from "../audit/receipts.ts";
import { createSession, findSession } from "./sessions.ts";
import { useDatabase } from "../testing/databases.ts";
import { countRows, dumpTables } from "../testing/dump.ts";
import {
  inMinutes,
  makeAdministrator,
  makePerson,
  makeProvider,
  makePurpose,
  noticeFor,
  randomHash,
} from "../testing/factories.ts";
import { withdraw } from "../provisioning/withdraw.ts";

describe("what administrators do to accounts", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function scene() {
    const { purposeId, versionId } = await makePurpose(database());
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const person = await makePerson(database(), provider);
    const by = await makeAdministrator(database());
    const session = person.input.session?.tokenHash ?? "";
    return { purposeId, versionId, provider, by: by.userId, ada: by.pseudonym, userId: person.userId, session };
  }

  const statusOf = async (userId: string) => (await getUser(orm(), userId))?.status;
  const newest = async () => (await latestEvents(orm(), { limit: 1 }))[0];
  const notice = noticeFor([]);
  const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
  const asked = { language: "en", notice, noticeHash };

  test("suspending ends all sessions and refuses sign-ins; restoring allows them again", async () => {
    const { by, ada, userId, session, provider } = await scene();
    expect(await suspendAccount(database(), { userId, by })).toEqual({ ok: true });
    expect(await findSession(orm(), session)).toBeNull();
    const again = { tokenHash: randomHash(), userId, providerId: provider.id, expiresAt: inMinutes(5) };
    expect(await createSession(orm(), again)).toBe(false);
    expect(await newest()).toMatchObject({ type: "suspended", actorId: ada, details: { sessions: 1 } });
    expect((await getUser(orm(), userId))?.values.length).toBe(2);
    expect(await suspendAccount(database(), { userId, by })).toEqual({ ok: false, code: "changed" });
    expect(await restoreAccount(database(), { userId, by })).toEqual({ ok: true });
    expect(await newest()).toMatchObject({ type: "restored", actorId: ada });
    expect(await restoreAccount(database(), { userId, by })).toEqual({ ok: false, code: "changed" });
    expect(await createSession(orm(), again)).toBe(true);
  });

  test("ending sessions ends all of them and changes nothing else", async () => {
    const { by, ada, userId, session } = await scene();
    expect(await endSessionsFor(database(), { userId, by })).toEqual({ ok: true });
    expect(await findSession(orm(), session)).toBeNull();
    expect(await statusOf(userId)).toBe("active");
    expect(await newest()).toMatchObject({ type: "sessions-ended", actorKind: "administrator", actorId: ada });
    expect(await endSessionsFor(database(), { userId, by })).toEqual({ ok: false, code: "changed" });
  });

  test("closing has the same effect as by the owner, and the event names the administrator", async () => {
    const { by, ada, userId } = await scene();
    await suspendAccount(database(), { userId, by });
    expect(await closeAccount(database(), { userId, by })).toMatchObject({ ok: true });
    expect(await statusOf(userId)).toBe("closed");
    expect((await getUser(orm(), userId))?.values).toEqual([]);
    expect(await newest()).toMatchObject({ type: "closed", actorId: ada, details: { erased: 2, grants: 2 } });
    for (const act of [suspendAccount, restoreAccount, endSessionsFor]) {
      expect(await act(database(), { userId, by })).toEqual({ ok: false, code: "changed" });
    }
    expect(await closeAccount(database(), { userId, by })).toEqual({ ok: false, code: "not-active" });
  });

  test("withdrawing on request erases the value, with a receipt and an event without personal data", async () => {
    const { by, ada, userId, purposeId, versionId } = await scene();
    await suspendAccount(database(), { userId, by });
    const item = { userId, purposeId, versionId, attribute: "phone_number", ...asked };
    const input = { ...item, receiptNumber: "7Q4K-2M9X", onRequest: { by, reason: "letter" as const } };
    expect(await withdraw(database(), input)).toMatchObject({ ok: true, erased: true });
    expect((await findReceipt(orm(), "7Q4K-2M9X"))?.collectionMethod).toBe("on-request");
    const details = { attribute: "phone_number", erased: 1, reason: "letter" };
    expect(await newest()).toMatchObject({ type: "withdrawn", actorId: ada, actorKind: "administrator", details });
    const again = { ...input, receiptNumber: "7Q4K-2M9Y" };
    expect(await withdraw(database(), again)).toEqual({ ok: false, code: "not-granted" });
    const mandatory = { ...again, attribute: "email" };
    expect(await withdraw(database(), mandatory)).toEqual({ ok: false, code: "mandatory" });
    expect(await withdraw(database(), { ...item, receiptNumber: "7Q4K-2M9Z" })).toEqual({
      ok: false,
      code: "not-active",
    });
    expect(await verifyLedger(orm())).toMatchObject({ ok: true });
  });

  test("administrators cannot act on their own account, so one always remains", async () => {
    const { by, purposeId, versionId } = await scene();
    const before = await dumpTables(orm());
    for (const act of [suspendAccount, restoreAccount, endSessionsFor]) {
      expect(await act(database(), { userId: by, by })).toEqual({ ok: false, code: "self" });
    }
    expect(await closeAccount(database(), { userId: by, by })).toEqual({ ok: false, code: "self" });
    const own = { userId: by, purposeId, versionId, attribute: "phone_number", ...asked, receiptNumber: "7Q4K-2M9X" };
    const onRequest = { by, reason: "letter" as const };
    expect(await withdraw(database(), { ...own, onRequest })).toEqual({ ok: false, code: "self" });
    expect(await dumpTables(orm())).toBe(before);
  });

  test("only an active administrator can act", async () => {
    const { by, userId, provider, purposeId, versionId } = await scene();
    const suspended = await makeAdministrator(database());
    await suspendAccount(database(), { userId: suspended.userId, by });
    const closed = await makeAdministrator(database());
    await closeAccount(database(), { userId: closed.userId, by });
    const plain = await makePerson(database(), provider);
    const before = await dumpTables(orm());
    for (const { userId: other } of [suspended, closed, plain, { userId: "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f" }]) {
      for (const act of [suspendAccount, restoreAccount, endSessionsFor]) {
        expect(await act(database(), { userId, by: other })).toEqual({ ok: false, code: "not-allowed" });
      }
      expect(await closeAccount(database(), { userId, by: other })).toEqual({ ok: false, code: "not-allowed" });
      const item = { userId, purposeId, versionId, attribute: "phone_number", ...asked, receiptNumber: "7Q4K-2M9X" };
      const onRequest = { by: other, reason: "letter" as const };
      expect(await withdraw(database(), { ...item, onRequest })).toEqual({ ok: false, code: "not-allowed" });
    }
    expect(await dumpTables(orm())).toBe(before);
  });

  test("an unknown account is reported as changed", async () => {
    const { by } = await scene();
    const userId = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
    expect(await suspendAccount(database(), { userId, by })).toEqual({ ok: false, code: "changed" });
    expect(await closeAccount(database(), { userId, by })).toEqual({ ok: false, code: "not-active" });
  });
});

describe("two administrators at once", () => {
  const database = useDatabase();

  test("who suspend each other leave one of them every time", async () => {
    for (let round = 0; round < 10; round++) {
      const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
      const done = await Promise.all([
        suspendAccount(database(), { userId: ada.userId, by: grace.userId }),
        suspendAccount(database(), { userId: grace.userId, by: ada.userId }),
      ]);
      expect(done.filter(({ ok }) => ok).length).toBe(1);
      expect(done).toContainEqual({ ok: false, code: "not-allowed" });
    }
  });

  test("who close one account close it once", async () => {
    const provider = await makeProvider(database());
    const { userId } = await makePerson(database(), provider);
    const admins = await Promise.all(Array.from({ length: 5 }, () => makeAdministrator(database())));
    const before = (await countRows(database().orm))["event"] ?? 0;
    const done = await Promise.all(admins.map((admin) => closeAccount(database(), { userId, by: admin.userId })));
    expect(done.filter(({ ok }) => ok).length).toBe(1);
    expect((await countRows(database().orm))["event"]).toBe(before + 1);
  });

  test("an administrator who has just closed their own account can no longer act", async () => {
    const [ada, grace] = [await makeAdministrator(database()), await makeAdministrator(database())];
    const [own, act] = await Promise.all([
      closeAccount(database(), { userId: ada.userId }),
      suspendAccount(database(), { userId: grace.userId, by: ada.userId }),
    ]);
    expect(own).toMatchObject({ ok: true });
    const [row] = await database().orm.execute<{ status: string }>(
      sql`select status from users where id = ${grace.userId}`,
    );
    expect(row?.status).toBe(act.ok ? "suspended" : "active");
  });
});
