import { eq, sql } from "drizzle-orm";
import { beforeAll, describe, expect, test } from "vitest";
import { suspendAccount } from "./administration.ts";
import {
  selectedUsers,
  countMatchingUsers,
  listUsers,
  type UserCursor,
  type UserFilter,
  type UserOrder,
  userOrders,
} from "./user-list.ts";
import { closeAccount } from "../provisioning/close-account.ts";
import { attribute } from "../schema/attribute.ts";
import { users } from "../schema/users.ts";
import { useDatabase } from "../testing/databases.ts";
import { asks, makeAdministrator, makePerson, makeProvider, makePurpose } from "../testing/factories.ts";

describe("the list of users", () => {
  const database = useDatabase();
  const orm = () => database().orm;
  const known = { purposes: [] as string[], providers: [] as string[] };

  interface Plain extends Record<string, unknown> {
    readonly id: string;
    readonly status: string;
    readonly createdAt: Date;
    readonly lastSignInAt: Date | null;
    readonly providers: string[];
    readonly purposes: string[];
    readonly email: string | null;
  }
  let everybody: Plain[] = [];

  beforeAll(async () => {
    const account = await makePurpose(database(), { attributes: [asks("email", true)] });
    const greeting = await makePurpose(database(), { attributes: [asks("name")] });
    const chosen = { purposesMode: "chosen" as const, purposes: [account.purposeId, greeting.purposeId] };
    const providers = [await makeProvider(database(), chosen), await makeProvider(database(), chosen)] as const;
    known.purposes = [account.purposeId, greeting.purposeId];
    known.providers = providers.map(({ id }) => id);
    const by = (await makeAdministrator(database())).userId;
    const emails = [
      "ana@a.example",
      "Ana@b.example",
      "ANA@c.example",
      "bob@a.example",
      "an_a@a.example",
      "é@a.example",
    ];
    for (const [index, email] of emails.entries()) {
      const agreed = index % 2 === 0 ? { email, name: `Name ${index}` } : { email };
      const { userId } = await makePerson(database(), providers[index < 4 ? 0 : 1], { agreed });
      const created = sql`now() - interval '${sql.raw(String(9 - index))} days'`;
      await orm()
        .update(users)
        .set({ createdAt: created, lastSignInAt: sql`now() - interval '${sql.raw(String(index))} hours'` })
        .where(eq(users.id, userId));
      await orm().execute(sql`update federated_identity set created_at = ${created} where user_id = ${userId}`);
      if (index === 1) await suspendAccount(database(), { userId, by });
      if (index === 3) await closeAccount(database(), { userId });
    }
    everybody = await orm().execute<Plain>(sql`
      select u.id, u.status, u.created_at as "createdAt", u.last_sign_in_at as "lastSignInAt",
        (select coalesce(jsonb_agg(provider_id), '[]') from federated_identity where user_id = u.id) as providers,
        (select coalesce(jsonb_agg(purpose_id), '[]') from consent_grant where user_id = u.id and ended_at is null) as purposes,
        (select value from attribute_value where user_id = u.id and attribute_key = 'email') as email
      from users u`);
  });

  async function pages(filter: UserFilter, order: UserOrder, limit: number): Promise<string[]> {
    const ids: string[] = [];
    let after: UserCursor | null = null;
    do {
      const page: Awaited<ReturnType<typeof listUsers>> = await listUsers(orm(), { limit, filter, order, after });
      ids.push(...page.users.map(({ id }) => id));
      after = page.next;
    } while (after !== null);
    return ids;
  }

  function matching({ status, providerId, purposeId, signedInSince }: UserFilter): Plain[] {
    return everybody.filter(
      (user) =>
        (!status || user.status === status) &&
        (!providerId || user.providers.includes(providerId)) &&
        (!purposeId || user.purposes.includes(purposeId)) &&
        (!signedInSince || (user.lastSignInAt !== null && user.lastSignInAt >= signedInSince)),
    );
  }

  test("finds the same as the reference with every filter, alone and with every other", async () => {
    const parts: UserFilter[] = [
      {},
      { status: "active" },
      { status: "suspended" },
      { status: "closed" },
      ...known.providers.map((providerId) => ({ providerId })),
      ...known.purposes.map((purposeId) => ({ purposeId })),
      { signedInSince: new Date(Date.now() - 150 * 60_000) },
      { purposeId: "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f" },
    ];
    let some = 0;
    for (const one of parts)
      for (const other of parts) {
        const filter = { ...one, ...other };
        const expected = matching(filter).map(({ id }) => id);
        for (const order of userOrders)
          expect((await pages(filter, order, 2)).sort(), JSON.stringify(filter)).toEqual(expected.sort());
        expect(await countMatchingUsers(orm(), filter, 100)).toBe(expected.length);
        if (expected.length > 0) some += 1;
      }
    expect(some).toBeGreaterThan(40);
  });

  test("has three orders, each consistent from page to page", async () => {
    const by = (at: (user: Plain) => Date) =>
      everybody.toSorted((a, b) => at(a).getTime() - at(b).getTime()).map(({ id }) => id);
    const oldest = by(({ createdAt }) => createdAt);
    expect(await pages({}, "oldest", 2)).toEqual(oldest);
    expect(await pages({}, "newest", 3)).toEqual(oldest.toReversed());
    expect(await pages({}, "present", 2)).toEqual(
      by(({ lastSignInAt, createdAt }) => lastSignInAt ?? createdAt).toReversed(),
    );
  });

  const emails = async (text: string, filter: UserFilter = {}, limit = 1) => {
    const found = await pages({ ...filter, beginning: { attribute: "email", text } }, "newest", limit);
    return found.map((id) => everybody.find((user) => user.id === id)?.email);
  };

  test("finds people by the beginning of a value, ignoring case, in the order of the values", async () => {
    expect(await emails("ana@")).toEqual(["ana@a.example", "Ana@b.example", "ANA@c.example"]);
    expect(await emails("ANA@B")).toEqual(["Ana@b.example"]);
    expect(await emails("ana@a.example")).toEqual(["ana@a.example"]);
    expect(await emails("é")).toEqual(["é@a.example"]);
    expect(await emails("ana", { status: "suspended" })).toEqual(["Ana@b.example"]);
    expect(await emails("ana", { purposeId: known.purposes[1] ?? "" }, 5)).toEqual(["ana@a.example", "ANA@c.example"]);
    expect(await countMatchingUsers(orm(), { beginning: { attribute: "email", text: "ana" } }, 2)).toBe(3);
  });

  test.each(["a%", "an_", "%", "_", "na@a", "ana@a.example.org", "'; --", "\\"])("takes %j literally", async (text) => {
    expect(await emails(text)).toEqual(text === "an_" ? ["an_a@a.example"] : []);
  });

  test("finds people by the digits of a phone number, however it is written", async () => {
    const phone = await makePurpose(database(), { attributes: [asks("phone_number")] });
    const provider = await makeProvider(database(), { purposesMode: "chosen", purposes: [phone.purposeId] });
    const numbers = ["+44 7700 900123", "+44 (7700) 900-123", "+447700900124", "+49 30 1234567", "0044 7700 900125"];
    const people = await Promise.all(
      numbers.map((number) => makePerson(database(), provider, { agreed: { phone_number: number } })),
    );
    const find = async (text: string) => {
      const { users: found } = await listUsers(orm(), {
        limit: 10,
        filter: { beginning: { attribute: "phone_number", text, digits: true } },
      });
      return found.map(({ id }) => numbers[people.findIndex(({ userId }) => userId === id)] ?? "").sort();
    };
    const [spaced = "", brackets = "", plain = "", , zeros = ""] = numbers;
    expect(await find("+447700900123")).toEqual([brackets, spaced].sort());
    expect(await find("0044 7700")).toEqual([brackets, spaced, plain, zeros].sort());
    expect(await find("+44 7700 900125")).toEqual([zeros]);
    expect(await find("0044 7700 900125")).toEqual([zeros]);
    expect(await find("00")).toEqual([]);
    expect(await find("(44) 7700 900 124")).toEqual([plain]);
    expect(await find("7700")).toEqual([]);
    const mask = (masked: boolean) => orm().update(attribute).set({ masked }).where(eq(attribute.key, "phone_number"));
    await mask(true);
    expect(await find("0044 7700")).toEqual([]);
    expect(await find("44-7700-900124")).toEqual([plain]);
    await mask(false);
  });

  test("does not find a closed account by an erased value, nor people by a value of another attribute", async () => {
    expect(await emails("bob@")).toEqual([]);
    expect(await pages({ beginning: { attribute: "name", text: "ana@" } }, "newest", 5)).toEqual([]);
  });

  test("starts again if the user of the cursor no longer has a value", async () => {
    const after = { at: null, id: "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f" };
    const filter = { beginning: { attribute: "email", text: "ana" } };
    expect((await listUsers(orm(), { limit: 5, filter, after })).users).toEqual([]);
  });

  test("the selected ones are in order, with their number of sessions, and without unknown ones", async () => {
    const [first, second] = [everybody[0]!, everybody[1]!];
    await orm().execute(sql`delete from session where user_id = ${first.id}`);
    await orm().execute(sql`insert into session (token_hash, user_id, expires_at) values
      (${"a".repeat(64)}, ${first.id}, now() + interval '1 hour'), (${"b".repeat(64)}, ${first.id}, now() - interval '1 hour')`);
    const nobody = "7ac1b4dd-5f87-4882-9529-aa9480cf6d3f";
    const chosen = await selectedUsers(orm(), [second.id, nobody, first.id]);
    expect(chosen.map(({ id }) => id)).toEqual([second.id, first.id]);
    expect(chosen.map(({ status }) => status)).toEqual([second.status, first.status]);
    expect(chosen[1]?.sessions).toBe(1);
    expect(await selectedUsers(orm(), [])).toEqual([]);
  });
});
