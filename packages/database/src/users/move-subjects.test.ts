import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { findIdentity } from "./people.ts";
import { moveSubjects } from "./move-subjects.ts";
import { latestEvents } from "../audit/events.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, makePerson, makeProvider, uniqueWord } from "../testing/factories.ts";
import { getUser } from "./user-detail.ts";

describe("people who move to new identifiers", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  let by = "";
  beforeAll(async () => {
    by = (await makeAdministrator(database())).userId;
  });

  const subjectOf = async (userId: string) => (await getUser(orm(), userId))?.identities[0]?.subject ?? "";
  async function scene() {
    const [from, to] = [await makeProvider(database()), await makeProvider(database())];
    const people = [await makePerson(database(), from), await makePerson(database(), from)];
    const [one = "", two = ""] = people.map(({ userId }) => userId);
    const subjects = await Promise.all([one, two].map(subjectOf));
    return { from, to, one, two, before: { one: subjects[0] ?? "", two: subjects[1] ?? "" } };
  }
  const move = (fromProvider: string, toProvider: string, ...moves: (readonly [string, string])[]) =>
    moveSubjects(database(), {
      ...{ fromProvider, toProvider, by },
      moves: moves.map(([before, after]) => ({ before, after })),
    });

  test("keep their accounts, at the same provider and at another one", async () => {
    const { from, to, one, two, before } = await scene();
    const [first, second] = [uniqueWord("new"), uniqueWord("new")];
    const held = (await getUser(orm(), one))?.values;
    expect(await move(from.id, from.id, [before.one, first])).toEqual({ ok: true, people: 1 });
    expect(await move(from.id, to.id, [first, first], [before.two, second])).toEqual({ ok: true, people: 2 });
    expect(await findIdentity(orm(), to.id, first)).toMatchObject({ userId: one, status: "active" });
    expect(await findIdentity(orm(), to.id, second)).toMatchObject({ userId: two });
    expect(await findIdentity(orm(), from.id, before.one)).toBeNull();
    expect((await getUser(orm(), one))?.values).toEqual(held);
    const [noted] = await latestEvents(orm(), { limit: 1 });
    expect(noted).toMatchObject({ type: "subjects-moved", providerId: to.id, details: { people: 2, elsewhere: true } });
    expect(JSON.stringify(noted)).not.toContain(second);
  });

  test("all move, or none", async () => {
    const { from, one, before } = await scene();
    const refused = await move(from.id, from.id, [before.one, uniqueWord("new")], ["no-one", uniqueWord("new")]);
    expect(refused).toEqual({ ok: false, code: "unknown", index: 1 });
    expect(await subjectOf(one)).toBe(before.one);
  });

  test("no one gets the identifier of another account, open or closed", async () => {
    const { from, to, one, two, before } = await scene();
    expect(await move(from.id, from.id, [before.one, before.two])).toMatchObject({ code: "taken", index: 0 });
    await closeAccount(database(), { userId: two });
    expect(await move(from.id, from.id, [before.one, before.two])).toMatchObject({ code: "taken", index: 0 });
    expect(await move(from.id, to.id, [before.two, uniqueWord("new")])).toMatchObject({ code: "unknown" });
    expect(await subjectOf(one)).toBe(before.one);
  });

  test("an account that is connected to both stays as it is", async () => {
    const { from, to, one, before } = await scene();
    await orm().execute(sql`
      insert into federated_identity (user_id, provider_id, subject) values (${one}, ${to.id}, ${uniqueWord("both")})`);
    expect(await move(from.id, to.id, [before.one, uniqueWord("new")])).toMatchObject({ code: "both", index: 0 });
  });

  test("only an administrator moves them", async () => {
    const { from, one, before } = await scene();
    const moves = [{ before: before.one, after: uniqueWord("new") }];
    const input = { fromProvider: from.id, toProvider: from.id, moves, by: one };
    const tables = await dumpTables(orm());
    expect(await moveSubjects(database(), input)).toEqual({ ok: false, code: "not-allowed" });
    expect(await dumpTables(orm())).toBe(tables);
  });
});
