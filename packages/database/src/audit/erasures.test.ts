import { createHash, randomBytes } from "node:crypto";
import { canonicalShownText, receiptNumber } from "@assent/consent/receipt/receipt";
import { sql } from "drizzle-orm";
import { expect, describe, test } from "vitest";
import { erasuresSince, replayErasures } from "./erasures.ts";
import { getUser } from "../users/user-detail.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { asks, makePerson, makeProvider, makePurpose, noticeFor, uniqueWord } from "../testing/factories.ts";
import { withdraw } from "../provisioning/withdraw.ts";

describe("a restored backup", () => {
  const database = useDatabase();

  test("erases again what was withdrawn and closed after it was made, and nothing else", async () => {
    const { purposeId, versionId } = await makePurpose(database(), { attributes: [asks("email"), asks("name")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const email = uniqueWord("canary");
    const closed = uniqueWord("canary");
    const withdraws = await makePerson(database(), provider, { agreed: { email, name: "Ana" } });
    const closes = await makePerson(database(), provider, { agreed: { email: closed } });
    const stays = await makePerson(database(), provider, { agreed: { email: "bo@example.org" } });
    const since = new Date();

    // The changes after the backup are made in a transaction that is rolled back, which leaves the backup.
    const notice = noticeFor([]);
    const noticeHash = createHash("sha256").update(canonicalShownText(notice)).digest("hex");
    let list: Awaited<ReturnType<typeof erasuresSince>> = [];
    await database()
      .orm.transaction(async (tx) => {
        const later = { ...database(), orm: tx };
        const shown = { language: "en", notice, noticeHash, receiptNumber: receiptNumber(randomBytes(5)) };
        await withdraw(later, { userId: withdraws.userId, purposeId, versionId, attribute: "email", ...shown });
        await closeAccount(later, { userId: closes.userId });
        list = await erasuresSince(tx, since);
        throw new Error("The disk broke");
      })
      .catch(() => undefined);
    expect(list.map(({ item }) => item)).toContainEqual({ purposeId, attribute: "email" });
    expect(list.map(({ item }) => item)).toContainEqual(null);
    expect(await dumpTables(database().orm)).toContain(email);

    const readBack: typeof list = JSON.parse(JSON.stringify(list));
    expect(await replayErasures(database(), readBack)).toEqual({ accounts: 1, values: 1, identities: 0 });
    expect(await replayErasures(database(), readBack)).toEqual({ accounts: 0, values: 0, identities: 0 });
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
});
