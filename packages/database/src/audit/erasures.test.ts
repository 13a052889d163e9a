import { randomUUID } from "node:crypto";
import { sql } from "drizzle-orm";
import { beforeAll, expect, describe, test } from "vitest";
import { type Erasure, erasuresSince, replayErasures } from "./erasures.ts";
import { latestEvents } from "./events.ts";
import { verifyLedger } from "./ledger.ts";
import { receiptsOfUser } from "./receipts.ts";
import { rotateSigningKey } from "./signing-keys.ts";
import type { Database } from "../engine/open.ts";
import { getUser } from "../users/user-detail.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { endGrantsOfPurpose } from "../provisioning/end-with-purpose.ts";
import { archivePurpose } from "../purposes/purpose-editing.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { asks, makeAdministrator, makePerson, makeProvider, makePurpose, uniqueWord } from "../testing/factories.ts";
import { newTestKey } from "../testing/issuer.ts";
import { makeScene, shownFor } from "../testing/people-and-receipts.ts";
import { withdraw } from "../provisioning/withdraw.ts";

describe("a restored backup", () => {
  const database = useDatabase();
  beforeAll(() => rotateSigningKey(database().orm, newTestKey(randomUUID())));

  /** The erasures that this made, which are lost: it ran in a transaction that is rolled back, which leaves the backup. */
  async function lost(work: (later: Database) => Promise<unknown>): Promise<Erasure[]> {
    const since = new Date();
    let list: Erasure[] = [];
    await database()
      .orm.transaction(async (tx) => {
        await work({ ...database(), orm: tx });
        list = await erasuresSince(tx, since);
        throw new Error("The disk broke");
      })
      .catch(() => undefined);
    return JSON.parse(JSON.stringify(list)) as Erasure[];
  }

  test("erases again what was withdrawn and closed after it was made, and nothing else", async () => {
    const { purposeId, versionId } = await makePurpose(database(), { attributes: [asks("email"), asks("name")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const email = uniqueWord("canary");
    const closed = uniqueWord("canary");
    const withdraws = await makePerson(database(), provider, { agreed: { email, name: "Ana" } });
    const closes = await makePerson(database(), provider, { agreed: { email: closed } });
    const stays = await makePerson(database(), provider, { agreed: { email: "bo@example.org" } });
    const list = await lost(async (later) => {
      const shown = await shownFor(later, versionId);
      await withdraw(later, { userId: withdraws.userId, purposeId, versionId, attribute: "email", ...shown });
      await closeAccount(later, { userId: closes.userId });
    });
    expect(list.map(({ item }) => item)).toContainEqual({ purposeId, attribute: "email", withPurpose: false });
    expect(list.map(({ item }) => item)).toContainEqual(null);
    expect(await dumpTables(database().orm)).toContain(email);

    expect(await replayErasures(database(), list)).toEqual({ accounts: 1, values: 1, identities: 0 });
    expect(await replayErasures(database(), list)).toEqual({ accounts: 0, values: 0, identities: 0 });
    const tables = await dumpTables(database().orm);
    for (const value of [email, closed]) expect(tables).not.toContain(value);
    expect(await getUser(database().orm, stays.userId)).toMatchObject({
      status: "active",
      values: [{ attribute: "email" }],
    });
    const [left] = await database().orm.execute<{ count: number }>(sql`
      select count(*) as count from attribute_value where user_id = ${withdraws.userId}`);
    expect(left?.count, "the name was not withdrawn").toBe(1);
  });

  test("has a signed receipt of its kind for each, that says who did it, and its ledger verifies", async () => {
    const own = await makeScene(database());
    const asked = await makeScene(database());
    const ended = await makeScene(database());
    const closed = await makeScene(database());
    const closedBy = await makeScene(database());
    const { userId: by } = await makeAdministrator(database());
    const list = await lost(async (later) => {
      for (const [{ userId, purposeId, versionId }, onRequest] of [
        [own, null],
        [asked, { by, reason: "letter" }],
      ] as const) {
        const about = { userId, purposeId, versionId, attribute: "email", onRequest };
        expect(await withdraw(later, { ...about, ...(await shownFor(later, versionId)) })).toMatchObject({ ok: true });
      }
      await archivePurpose(later.orm, ended.purposeId, null, { endsGrants: true });
      await endGrantsOfPurpose(later, ended.purposeId);
      expect(await closeAccount(later, { userId: closed.userId })).toMatchObject({ ok: true });
      expect(await closeAccount(later, { userId: closedBy.userId, by })).toMatchObject({ ok: true });
    });
    const pseudonyms = await Promise.all(
      [own, asked, ended, closed, closedBy].map(
        async ({ userId }) => (await getUser(database().orm, userId))?.pseudonym,
      ),
    );
    await replayErasures(database(), list);
    await replayErasures(database(), list);

    const made = await database().orm.execute<{
      pseudonym: string;
      said: string;
      state: string[];
      isSigned: boolean;
    }>(sql`
      select r.pseudonym, concat_ws(' ', r.kind, r.snapshot #>> '{actor,kind}', r.snapshot #>> '{actor,channel}') as said,
        (select jsonb_agg(i.attribute_key || ' ' || i.state order by i.attribute_key) from receipt_item i where i.receipt_id = r.id) as state,
        exists (select from receipt_signature s where s.receipt_id = r.id and s.jws like 'ey%') as "isSigned"
      from receipt r where r.collection_method = 'restored'`);
    const both = (word: string) => [`email ${word}`, `phone_number ${word}`];
    const expected = [
      ["withdrawal person", [["email denied"]]],
      ["withdrawal administrator letter", [["email denied"]]],
      ["purpose-end system", [["email ended"], ["phone_number ended"]]],
      ["closing person", [both("ended")]],
      ["closing administrator", [both("ended")]],
    ] as const;
    for (const [at, [said, states]] of expected.entries()) {
      const of = made.filter(({ pseudonym }) => pseudonym === pseudonyms[at]);
      expect(new Set(of.map((one) => one.said)), said).toEqual(new Set([said]));
      expect(
        of.every(({ isSigned }) => isSigned),
        said,
      ).toBe(true);
      expect(new Set(of.map(({ state }) => state.join())), said).toEqual(new Set(states.map((one) => one.join())));
    }
    const events = await latestEvents(database().orm, { limit: 100 });
    const repeated = events.filter(
      ({ details, pseudonym }) => details["replayed"] === true && pseudonyms.includes(pseudonym ?? ""),
    );
    expect(repeated.map(({ type }) => type).sort()).toEqual([
      ...["closed", "closed", "purpose-withdrawn", "purpose-withdrawn", "withdrawn", "withdrawn"],
    ]);
    expect(repeated.every(({ actorKind, receiptId }) => actorKind === "system" && receiptId !== null)).toBe(true);
    expect(await verifyLedger(database().orm)).toMatchObject({ ok: true });
  });

  test("takes a list from before it said who did it, and what ended with its purpose", async () => {
    const { userId, purposeId } = await makeScene(database());
    const pseudonym = (await getUser(database().orm, userId))?.pseudonym ?? "";
    const earlier = [{ at: new Date().toISOString(), pseudonym, item: { purposeId, attribute: "email" } }];
    expect(await replayErasures(database(), earlier)).toMatchObject({ values: 1 });
    const [receipt] = await receiptsOfUser(database().orm, userId);
    expect(receipt).toMatchObject({ kind: "withdrawal", snapshot: { actor: { kind: "person", channel: null } } });
    expect(await verifyLedger(database().orm)).toMatchObject({ ok: true });
  });
});
