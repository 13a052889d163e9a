import { randomUUID } from "node:crypto";
import { eq, sql } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { countUsers, findIdentity, setLanguage } from "./people.ts";
import { getUser } from "./user-detail.ts";
import { listUsers, type UserCursor } from "./user-list.ts";
import { findReceipt, findReceiptOfUser } from "../audit/receipts.ts";
import { consentGrant } from "../schema/consent-grant.ts";
import { users } from "../schema/users.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makePerson, makeProvider, makePurpose, uniqueWord } from "../testing/factories.ts";

describe("people", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  async function scene() {
    const account = await makePurpose(database(), { attributes: [asks("email", true), asks("phone_number")] });
    const greeting = await makePurpose(database(), { attributes: [asks("name"), asks("email")] });
    const purposes = [account.purposeId, greeting.purposeId];
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes });
    return { account, greeting, provider };
  }

  const close = (userId: string) =>
    orm()
      .update(users)
      .set({ status: "closed", pseudonym: null, closedAt: sql`now()` })
      .where(eq(users.id, userId));

  test("are found by provider and subject, exactly", async () => {
    const { provider } = await scene();
    const subject = uniqueWord("Subject");
    const { userId } = await makePerson(database(), provider, { subject });
    expect(await findIdentity(orm(), provider.id, subject)).toEqual({ userId, role: "person", status: "active" });
    expect(await findIdentity(orm(), provider.id, subject.toLowerCase())).toBeNull();
    expect(await findIdentity(orm(), (await makeProvider(database())).id, subject)).toBeNull();
    await close(userId);
    expect(await findIdentity(orm(), provider.id, subject)).toMatchObject({ status: "closed" });
  });

  test("choose their own language, and a closed account keeps its language", async () => {
    const { provider } = await scene();
    const [one, other, gone] = [
      await makePerson(database(), provider),
      await makePerson(database(), provider),
      await makePerson(database(), provider),
    ];
    await close(gone.userId);
    await setLanguage(orm(), one.userId, "ar");
    await setLanguage(orm(), gone.userId, "ar");
    const languageOf = async ({ userId }: { userId: string }) =>
      (await orm().select({ language: users.language }).from(users).where(eq(users.id, userId)))[0]?.language;
    expect(await Promise.all([one, other, gone].map(languageOf))).toEqual(["ar", "en", "en"]);
  });

  test("see everything that is stored about them", async () => {
    const { account, greeting, provider } = await scene();
    const agreed = { email: "ana@example.org", name: "Ana" };
    const { userId, receiptNumber } = await makePerson(database(), provider, { agreed });
    const user = await getUser(orm(), userId);
    expect(user?.values.map(({ attribute, value }) => [attribute, value])).toEqual(Object.entries(agreed));
    const brief = user?.decisions.map(({ purposeId, attribute, state, grant }) => [
      purposeId,
      attribute,
      state,
      grant !== null,
    ]);
    expect(brief).toEqual([
      [account.purposeId, "email", "granted", true],
      [account.purposeId, "phone_number", "denied", false],
      [greeting.purposeId, "name", "granted", true],
      [greeting.purposeId, "email", "granted", true],
    ]);
    expect(user?.versions.map(({ versionId }) => versionId)).toEqual([account.versionId, greeting.versionId]);
    expect(user?.versions[0]?.texts["en"]?.name).toBe(account.form.name);
    expect(user?.receipts).toEqual([
      {
        number: receiptNumber,
        kind: "consent",
        providerName: provider.name,
        granted: 3,
        asked: 4,
        told: 0,
        decidedAt: user?.decisions[0]?.decidedAt,
        title: "Choose what Acme may store about you",
      },
    ]);
    expect(user).toMatchObject({ id: userId, role: "person", status: "active", language: "en" });
    expect(await getUser(orm(), randomUUID())).toBeNull();
  });

  test("see that a grant has ended", async () => {
    const { greeting, provider } = await scene();
    const { userId } = await makePerson(database(), provider, { agreed: { email: "ana@example.org" } });
    const ended = { endedAt: sql`now()`, endReason: "withdrawn" } as const;
    await orm().update(consentGrant).set(ended).where(eq(consentGrant.purposeId, greeting.purposeId));
    const decision = (await getUser(orm(), userId))?.decisions.find(
      ({ purposeId, attribute }) => purposeId === greeting.purposeId && attribute === "email",
    );
    expect(decision).toMatchObject({ state: "granted", grant: null });
  });

  test("read their own receipts and no one else's", async () => {
    const { provider } = await scene();
    const [ana, bob] = [await makePerson(database(), provider), await makePerson(database(), provider)];
    expect(await findReceiptOfUser(orm(), ana.receiptNumber, ana.userId)).toMatchObject({
      number: ana.receiptNumber,
      userId: ana.userId,
      collectionMethod: "web-form",
      items: expect.arrayContaining([
        expect.objectContaining({ attribute: "email", state: "granted", mandatory: true, source: "provider" }),
      ]),
    });
    expect(await findReceiptOfUser(orm(), ana.receiptNumber, bob.userId)).toBeNull();
    expect(await findReceiptOfUser(orm(), "0000-0000", ana.userId)).toBeNull();
    expect(await findReceipt(orm(), "0000-0000")).toBeNull();
  });

  test("cannot be found from their receipts once the account is closed", async () => {
    const { provider } = await scene();
    const { userId, receiptNumber } = await makePerson(database(), provider);
    await close(userId);
    const left = await findReceipt(orm(), receiptNumber);
    expect(left).toMatchObject({ userId: null, number: receiptNumber });
    expect(left?.items.length).toBe(4);
    expect(await findReceiptOfUser(orm(), receiptNumber, userId)).toBeNull();
    expect(await getUser(orm(), userId)).toMatchObject({ pseudonym: null, decisions: [], receipts: [] });
  });
});

describe("the list of users", () => {
  const database = useDatabase();
  const orm = () => database().orm;

  test("has every user once, newest first, page by page, even if many were created at one moment", async () => {
    await makePurpose(database(), { attributes: [asks("email", true), asks("name")] });
    const provider = await makeProvider(database());
    const made: string[] = [];
    for (let index = 0; index < 11; index += 1) {
      const agreed = { email: `${index}@example.org`, ...(index % 2 === 0 ? { name: `Name ${index}` } : {}) };
      made.push((await makePerson(database(), provider, { agreed })).userId);
    }
    await orm().execute(
      sql`update users set created_at = '2026-01-01T00:00:00.123Z' where id in (${sql.join(
        made.slice(2, 9).map((id) => sql`${id}`),
        sql`, `,
      )})`,
    );

    const seen: string[] = [];
    let after: UserCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof listUsers>> = await listUsers(orm(), { limit: 3, after });
      expect(page.users.length).toBeLessThanOrEqual(3);
      seen.push(...page.users.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    expect([...seen].sort()).toEqual([...made].sort());
    const all = await listUsers(orm(), { limit: 100 });
    expect(all.next).toBeNull();
    expect(all.users.map(({ id }) => id)).toEqual(seen);
    const times = all.users.map(({ createdAt }) => createdAt.getTime());
    expect(times).toEqual([...times].sort((a, b) => b - a));

    const both = all.users.find(({ id }) => id === made[0]);
    const one = all.users.find(({ id }) => id === made[1]);
    expect(both).toMatchObject({
      email: "0@example.org",
      name: "Name 0",
      agreed: 2,
      asked: 2,
      providerName: provider.name,
    });
    expect(one).toMatchObject({
      email: "1@example.org",
      name: null,
      agreed: 1,
      asked: 2,
      lastSignInAt: expect.any(Date),
    });
    expect(await countUsers(orm())).toEqual({ active: 11, suspended: 0, closed: 0 });

    await orm()
      .update(users)
      .set({ status: "suspended" })
      .where(eq(users.id, made[4] ?? ""));
    expect((await listUsers(orm(), { limit: 100, filter: { status: "suspended" } })).users.map(({ id }) => id)).toEqual(
      [made[4]],
    );
    expect(await countUsers(orm())).toEqual({ active: 10, suspended: 1, closed: 0 });
  });
});
