import { noticeBases } from "@assent/consent/purpose/purpose";
import { sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { latestEvents } from "../audit/events.ts";
import { verifyLedger } from "../audit/ledger.ts";
import { livePurposes } from "../purposes/purposes.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makePerson, makeProvider, makePurpose, makeTellingProvider, uniqueWord } from "../testing/factories.ts";
import { getUser } from "../users/user-detail.ts";
import { objectionsOf, objectTo } from "./object.ts";

describe("objecting", () => {
  const database = useDatabase();

  /** A person of whom something is kept on this legal basis. */
  async function toldPerson(lawful: (typeof noticeBases)[number]) {
    const provider = await makeTellingProvider(database(), { notice: { lawful } });
    const { userId } = await makePerson(database(), provider, { agreed: { email: uniqueWord("e") } });
    const [version] = await livePurposes(database().orm, provider.id);
    const pseudonym = (await getUser(database().orm, userId))?.pseudonym ?? "";
    const objected = async () =>
      (await latestEvents(database().orm, { limit: 20, pseudonym })).filter(({ type }) => type === "objected");
    return { objection: { userId, purposeId: version?.purposeId ?? "", language: "en" }, pseudonym, objected };
  }

  test.each(["public-task", "legitimate-interests"] as const)(
    "to %s is an event of the person, once",
    async (lawful) => {
      const { objection, pseudonym, objected } = await toldPerson(lawful);
      expect(await objectTo(database(), objection)).toBe(true);
      expect(await objectTo(database(), objection)).toBe(true);
      const events = await objected();
      expect(events).toMatchObject([
        { actorKind: "person", actorId: pseudonym, pseudonym, purposeId: objection.purposeId, details: {} },
      ]);
      const objections = await objectionsOf(database().orm, objection.userId);
      expect([...objections]).toEqual([[objection.purposeId, events[0]?.at]]);
      expect(await verifyLedger(database().orm)).toMatchObject({ ok: true });
    },
  );

  test.each(["contract", "legal-obligation", "vital-interests"] as const)("to %s is refused", async (lawful) => {
    const { objection, objected } = await toldPerson(lawful);
    expect(await objectTo(database(), objection)).toBe(false);
    expect(await objected()).toEqual([]);
  });

  test("to what was agreed to is refused: it can be withdrawn", async () => {
    const { purposeId } = await makePurpose(database(), { attributes: [asks("email")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [purposeId] });
    const { userId } = await makePerson(database(), provider, { agreed: { email: uniqueWord("e") } });
    expect(await objectTo(database(), { userId, purposeId, language: "en" })).toBe(false);
  });

  test("to what is no longer kept, to a purpose of another person, or by a suspended person is refused", async () => {
    const [{ objection }, other] = [await toldPerson("public-task"), await toldPerson("public-task")];
    const { userId } = objection;
    expect(await objectTo(database(), { ...other.objection, userId })).toBe(false);
    await database().orm.execute(sql`update users set status = 'suspended' where id = ${userId}`);
    expect(await objectTo(database(), objection)).toBe(false);
    await database().orm.execute(sql`update users set status = 'active' where id = ${userId}`);
    await database().orm.execute(sql`delete from attribute_value where user_id = ${userId}`);
    await database().orm.execute(
      sql`update consent_grant set ended_at = now(), end_reason = 'expired' where user_id = ${userId}`,
    );
    expect(await objectTo(database(), objection)).toBe(false);
  });
});
