import { sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { findIdentity } from "./people.ts";
import { moveSubjects } from "./move-subjects.ts";
import { latestEvents } from "../audit/events.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { useDatabase } from "../testing/databases.ts";
import { dumpTables } from "../testing/dump.ts";
import { makeAdministrator, makePerson, makeProvider, randomHash, uniqueWord } from "../testing/factories.ts";
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
    const pseudonyms = await Promise.all([one, two].map(async (id) => (await getUser(orm(), id))?.pseudonym));
    expect(noted).toMatchObject({
      type: "subjects-moved",
      providerId: to.id,
      details: { before: from.id },
    });
    expect(pseudonyms).toContain(noted?.pseudonym);
    expect(JSON.stringify(noted)).not.toContain(second);
  });

  test("all move, or none", async () => {
    const { from, one, before } = await scene();
    const refused = await move(from.id, from.id, [before.one, uniqueWord("new")], ["no-one", uniqueWord("new")]);
    expect(refused).toEqual({ ok: false, code: "unknown", indexes: [1] });
    expect(await subjectOf(one)).toBe(before.one);
  });

  test("no one gets the identifier of another account, open or closed", async () => {
    const { from, one, two, before } = await scene();
    expect(await move(from.id, from.id, [before.one, before.two])).toMatchObject({ code: "taken", indexes: [0] });
    await closeAccount(database(), { userId: two });
    expect(await move(from.id, from.id, [before.one, before.two])).toMatchObject({ code: "taken", indexes: [0] });
    expect(await subjectOf(one)).toBe(before.one);
  });

  test("in one list they may exchange identifiers, and follow each other", async () => {
    const { from, one, two, before } = await scene();
    expect(await move(from.id, from.id, [before.one, before.two], [before.two, before.one])).toMatchObject({
      people: 2,
    });
    expect([await subjectOf(one), await subjectOf(two)]).toEqual([before.two, before.one]);
    const free = uniqueWord("new");
    expect(await move(from.id, from.id, [before.two, before.one], [before.one, free])).toMatchObject({ people: 2 });
    expect([await subjectOf(one), await subjectOf(two)]).toEqual([before.one, free]);
  });

  test("a closed account keeps the new identifier out, as it did the old one", async () => {
    const { from, to, two, before } = await scene();
    await closeAccount(database(), { userId: two });
    const after = uniqueWord("new");
    expect(await move(from.id, to.id, [before.two, after])).toEqual({ ok: true, people: 1 });
    expect(await findIdentity(orm(), to.id, after)).toMatchObject({ userId: two, status: "closed" });
    expect(await dumpTables(orm())).not.toContain(after);
  });

  test("are signed out, and stay where they are if no one could sign in there", async () => {
    const { from, one, before } = await scene();
    const disabled = await makeProvider(database(), { enabled: false });
    const moves = [before.one, uniqueWord("new")] as const;
    const sessions = () => orm().execute(sql`select from session where user_id = ${one}`);
    await orm().execute(sql`
      insert into session (token_hash, user_id, provider_id, expires_at)
      values (${randomHash()}, ${one}, ${from.id}, now() + interval '1 hour')`);
    expect(await move(from.id, disabled.id, moves)).toEqual({ ok: false, code: "disabled" });
    expect((await sessions()).length).toBeGreaterThan(0);
    expect(await move(from.id, from.id, moves)).toMatchObject({ ok: true });
    expect(await sessions()).toHaveLength(0);
  });

  test("an account that is connected to both stays as it is", async () => {
    const { from, to, one, before } = await scene();
    await orm().execute(sql`
      insert into federated_identity (user_id, provider_id, subject) values (${one}, ${to.id}, ${uniqueWord("both")})`);
    expect(await move(from.id, to.id, [before.one, uniqueWord("new")])).toMatchObject({ code: "both", indexes: [0] });
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
